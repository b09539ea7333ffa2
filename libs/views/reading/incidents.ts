import { type SqlBool, sql } from 'kysely';
import { LRUCache } from 'lru-cache';
import { isUuid } from '#decider';
import { type Viewer, maySee } from '#incident';
import type { Moment } from '../past/moment.js';
import {
  type FoldedIncident,
  type IncidentDocument,
  type StoredIncident,
  asKnownAt,
  documentIn,
  documentOf,
  foldedIn,
  stored,
} from './incident-document.js';
import type { IncidentFilter, IncidentOrderBy } from './incident-filter.js';
import { type IncidentRow, type SortColumn, incidentQuestion } from './incident-question.js';
import { type FoundPage, IncidentSearch, withPassages } from './incident-search.js';
import { FEW, List } from './list.js';
import { type PageRequest, pageOf } from './page.js';
import type { Match, RankedRow } from './ranking.js';
import { type Reader, from } from './reader.js';
import { recurring } from './recurring.js';
import { isSearch } from './search.js';
import { type Sight, visibleTo } from './visibility.js';

export interface IncidentQuery {
  readonly filter?: IncidentFilter | null | undefined;
  /** Unless given, the most relevant first where something is searched for, and else the latest declared. */
  readonly orderBy?: IncidentOrderBy | null | undefined;
  readonly page?: PageRequest | undefined;
}

const numberById = recurring((id: string) =>
  from.selectFrom('incident_numbers').select('number').where('id', '=', id),
);
const incidentByNumber = recurring((number: number) =>
  from.selectFrom('incidents').select(stored).where('key', '=', number),
);
const membersByNumber = recurring((number: number) =>
  from.selectFrom('incident_members').select('member').where('number', '=', number),
);
const visibilityByNumber = recurring((number: number) =>
  from
    .selectFrom('incidents')
    .innerJoin('incident_numbers', 'incident_numbers.number', 'incidents.key')
    .select(['incident_numbers.id', 'visibility'])
    .where('key', '=', number),
);

/** How much JSON is kept as read, in characters. */
const KEPT_CHARACTERS = 32 * 1024 * 1024;
/** The same of the past, which is asked about seldom. */
const KEPT_OF_PAST = 1024 * 1024;
const KEPT_NUMBERS = 50_000;

const REFERENCE = /^INC-([1-9]\d{0,14})$/i;
const LATEST_FIRST: IncidentOrderBy = { field: 'DECLARED_AT', direction: 'DESC' };
const BEST_FIRST: IncidentOrderBy = { field: 'RELEVANCE', direction: 'DESC' };

/** Incidents as they were. */
interface PastIncidents {
  readonly moment: Moment;
  /** What somebody may see of them. */
  readonly sightOf: (viewer: Viewer) => Sight;
}

interface IncidentsOptions {
  /** So many matches of a part of a filter are sorted rather than looked for in the order of the list. */
  readonly few?: number;
  readonly past?: PastIncidents;
}

export class Incidents {
  /** By number, each as of its position. */
  readonly #kept: LRUCache<number, IncidentDocument>;

  /** By UUID: an incident never changes its number. */
  readonly #numbers: LRUCache<string, number>;

  readonly #search: IncidentSearch;

  readonly #few: number;

  readonly #past: PastIncidents | undefined;

  constructor(
    private readonly reader: Reader,
    { few = FEW, past }: IncidentsOptions = {},
  ) {
    this.#few = few;
    this.#past = past;
    const kept = past ? KEPT_OF_PAST : KEPT_CHARACTERS;
    this.#kept = new LRUCache({ maxSize: kept });
    this.#numbers = new LRUCache({ max: past ? 1 : KEPT_NUMBERS });
    this.#search = new IncidentSearch(reader, (match) => this.#listed(match), kept);
  }

  /**
   * By its UUID or its reference (`INC-42`); undefined where there is none that the viewer may see.
   *
   * @param folded the incident as the caller has it, which then need not be read: the views may be further
   */
  find(idOrReference: string, viewer: Viewer, folded?: FoldedIncident): IncidentDocument | undefined {
    const number = this.#numberOf(idOrReference);
    if (number === undefined) return undefined;
    const incident = folded ? documentOf(folded, number) : this.#byNumber(number);
    if (!incident) return undefined;
    const sight = this.#sightOf(viewer);
    const seen = maySee(incident, sight) && sight.except?.includes(incident.number) !== true;
    return seen ? incident : undefined;
  }

  /** The UUID of the incident with this UUID or reference; undefined where there is none that the viewer may see. */
  idOf(idOrReference: string, viewer: Viewer): string | undefined {
    const number = this.#numberOf(idOrReference);
    if (number === undefined) return undefined;
    if (viewer.restricted && !REFERENCE.test(idOrReference)) return idOrReference.toLowerCase();
    return this.reader.snapshot(() => this.#visibleId(number, viewer));
  }

  /** The state of an incident for those who decide, whom nothing is hidden from; undefined where there is none. */
  folded(id: string): FoldedIncident | undefined {
    const number = this.#numberOf(id);
    const row = number === undefined ? undefined : this.reader.row(incidentByNumber(number));
    return row && foldedIn(row);
  }

  /** The number of the incident with this UUID or reference; undefined where there is none that the viewer may see. */
  numberOf(idOrReference: string, viewer: Viewer): number | undefined {
    const number = this.#numberOf(idOrReference);
    if (number === undefined) return undefined;
    return this.reader.snapshot(() => this.#visibleId(number, viewer)) === undefined ? undefined : number;
  }

  /** The incident of this number, which a row of the views names, whoever may see it. */
  numbered(number: number): IncidentDocument {
    const row = this.reader.row(incidentByNumber(number));
    if (!row) throw new Error(`Incident ${String(number)} is in an index and not in its table`);
    const kept = this.#kept.get(number);
    if (kept?.position === row.position) return kept;
    const document = this.#documentIn(row);
    this.#kept.set(number, document, { size: row.state.length });
    return document;
  }

  /** @throws InvalidPage */
  page({ filter, orderBy, page }: IncidentQuery, viewer: Viewer): FoundPage<IncidentDocument> {
    const order = orderBy ?? (isSearch(filter?.search) ? BEST_FIRST : LATEST_FIRST);
    const list =
      order.field === 'RELEVANCE'
        ? this.#search.ranking(filter ?? {}, this.#sightOf(viewer), order)
        : this.#list(filter ?? {}, viewer, order);
    const shown = (match: Match) => this.#listed(match);
    return withPassages(
      this.reader.snapshot(() => pageOf<RankedRow | IncidentRow, IncidentDocument>(list, page ?? {}, shown)),
      filter?.search,
    );
  }

  /** The incident with this UUID, if it meets the filter and the viewer may see it. */
  matching(id: string, filter: IncidentFilter, viewer: Viewer): IncidentDocument | undefined {
    return this.reader.snapshot(() => {
      const number = this.#numberOf(id);
      if (number === undefined || !this.#list(filter, viewer, LATEST_FIRST).has(number)) return undefined;
      return this.#byNumber(number);
    });
  }

  /**
   * Whether the incident with this UUID, and all that is in its stream, is there for the viewer. What nobody could read
   * to the end, or not at all, is only for those who may see everything.
   */
  isVisible(id: string, viewer: Viewer): boolean {
    if (viewer.restricted) return true;
    return this.reader.snapshot(() => {
      const parked = this.reader.row(
        from.selectFrom('parked').select('stream').where('stream', '=', `incident-${id}`),
      );
      return parked === undefined && this.idOf(id, viewer) !== undefined;
    });
  }

  /** The numbers of the incidents that the viewer may not see. */
  hiddenFrom(viewer: Viewer): number[] {
    const [hidden] = visibleTo(viewer, sql<SqlBool>`FALSE`, sql`incidents.key`);
    if (!hidden) return [];
    return this.reader
      .rows(sql<{ key: number }>`SELECT key FROM incidents WHERE visibility = 'RESTRICTED' AND NOT ${hidden}`)
      .map(({ key }) => key);
  }

  /** Forgets what was read: the file is another. */
  forget(): void {
    this.#kept.clear();
    this.#numbers.clear();
    this.#search.forget();
  }

  #list(filter: IncidentFilter, viewer: Viewer, orderBy: IncidentOrderBy): List<SortColumn, IncidentRow> {
    return new List(this.reader, incidentQuestion(filter, this.#sightOf(viewer), orderBy), this.#few);
  }

  #sightOf(viewer: Viewer): Sight {
    return this.#past?.sightOf(viewer) ?? viewer;
  }

  #documentIn(row: StoredIncident): IncidentDocument {
    const document = documentIn(row);
    return this.#past ? asKnownAt(this.#past.moment, document) : document;
  }

  #numberOf(idOrReference: string): number | undefined {
    const known = this.#numbers.get(idOrReference);
    if (known !== undefined) return known;
    const [, rank] = REFERENCE.exec(idOrReference) ?? [];
    if (rank !== undefined) return Number(rank);
    const id = idOrReference.toLowerCase();
    if (!isUuid(id)) return undefined;
    const number = this.reader.row(numberById(id))?.number;
    if (number !== undefined) this.#numbers.set(id, number);
    return number;
  }

  #visibleId(number: number, viewer: Viewer): string | undefined {
    const incident = this.reader.row(visibilityByNumber(number));
    if (!incident) return undefined;
    const { id, visibility } = incident;
    const members = visibility === 'ORGANIZATION' ? [] : this.reader.rows(membersByNumber(number));
    return maySee({ visibility, members: members.map(({ member }) => member) }, viewer) ? id : undefined;
  }

  /** What lists show is shown again and again, unlike what a command has just changed. */
  #listed({ number, position }: Match): IncidentDocument {
    const kept = this.#kept.get(number);
    return kept?.position === position ? kept : this.numbered(number);
  }

  #byNumber(number: number): IncidentDocument | undefined {
    const row = this.reader.row(incidentByNumber(number));
    return row && this.#documentIn(row);
  }
}
