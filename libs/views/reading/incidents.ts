import { LRUCache } from 'lru-cache';
import type { Incident } from '#incident';
import type { Position } from '#event-log';
import type { IncidentFilter, Viewer } from './incident-filter.js';
import { IncidentList, type IncidentOrder, type IncidentRow } from './incident-list.js';
import { type Page, type PageRequest, pageOf } from './page.js';
import { type Reader, from } from './reader.js';

/** An incident as its events make it, and where it stands in the log. */
export interface IncidentDocument extends Incident {
  /** The rank of its declaration in the log. */
  readonly number: number;
  /** `INC-42`. */
  readonly reference: string;
  /** The last of its events. */
  readonly revision: number;
  readonly position: Position;
  readonly declaredAt: string;
  /** When the log took the last of its events. */
  readonly updatedAt: string;
}

export interface IncidentQuery {
  readonly filter?: IncidentFilter | null | undefined;
  /** The latest declared first, unless given. */
  readonly orderBy?: { readonly field: IncidentOrder; readonly direction: 'ASC' | 'DESC' } | null | undefined;
  readonly page?: PageRequest | undefined;
}

/** How much JSON is kept as read, in characters. */
const KEPT_CHARACTERS = 32 * 1024 * 1024;

const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/;
const REFERENCE = /^INC-([1-9]\d{0,14})$/i;

/** What there is to ask of incidents. All methods throw ViewsUnavailable while the views are made anew. */
export class Incidents {
  /** By position, which no two states of incidents share. */
  readonly #kept = new LRUCache<Position, IncidentDocument>({ maxSize: KEPT_CHARACTERS });

  constructor(private readonly reader: Reader) {}

  /** By its UUID or its reference (`INC-42`); undefined where there is none that the viewer may see. */
  find(idOrReference: string, viewer: Viewer): IncidentDocument | undefined {
    return this.reader.snapshot(() => {
      const number = this.#numberOf(idOrReference);
      const incident = number === undefined ? undefined : this.#byNumber(number);
      return incident?.visibility === 'ORGANIZATION' || viewer.restricted ? incident : undefined;
    });
  }

  /** The UUID of the incident with this UUID or reference; undefined where there is none that the viewer may see. */
  idOf(idOrReference: string, viewer: Viewer): string | undefined {
    return this.find(idOrReference, viewer)?.id;
  }

  /** The incident with this UUID, if it matches and the viewer may see it. */
  matching(id: string, filter: IncidentFilter, viewer: Viewer): IncidentDocument | undefined {
    return this.page({ filter: { ...filter, ids: [id] }, page: { first: 1 } }, viewer).edges[0]?.node;
  }

  /** Whether only some may see it. Of an incident that is not there nobody may know anything. */
  isRestricted(id: string): boolean {
    return this.find(id, { restricted: true })?.visibility !== 'ORGANIZATION';
  }

  /** @throws InvalidPage */
  page({ filter, orderBy, page }: IncidentQuery, viewer: Viewer): Page<IncidentDocument> {
    const { field, direction } = orderBy ?? { field: 'DECLARED_AT', direction: 'DESC' };
    const list = new IncidentList(this.reader, filter ?? {}, viewer, field, direction === 'DESC');
    const nodeOf = ({ number, position }: IncidentRow) => this.#kept.get(position) ?? this.#mustFind(number);
    return this.reader.snapshot(() =>
      pageOf(
        {
          order: list.order,
          rows: (range) => list.rows(range),
          keyOf: (row) => list.keyOf(row),
          nodeOf,
          count: () => list.count(),
        },
        page ?? {},
      ),
    );
  }

  /** Forgets what was read; the file is another. */
  forget(): void {
    this.#kept.clear();
  }

  #numberOf(idOrReference: string): number | undefined {
    const [, rank] = REFERENCE.exec(idOrReference) ?? [];
    if (rank !== undefined) return Number(rank);
    const id = idOrReference.toLowerCase();
    if (!UUID.test(id)) return undefined;
    return this.reader.first(from.selectFrom('incident_numbers').select('number').where('id', '=', id))
      ?.number;
  }

  #mustFind(number: number): IncidentDocument {
    const found = this.#byNumber(number);
    if (!found) throw new Error(`Incident ${String(number)} is in an index and not in its table`);
    return found;
  }

  #byNumber(number: number): IncidentDocument | undefined {
    const row = this.reader.first(
      from
        .selectFrom('incidents')
        .select(['number', 'revision', 'position', 'declared_at', 'updated_at', 'state'])
        .where('key', '=', number),
    );
    if (!row) return undefined;
    const kept = this.#kept.get(row.position);
    if (kept) return kept;
    const document: IncidentDocument = {
      // The projection wrote an incident.
      ...(JSON.parse(row.state) as Incident),
      number,
      reference: `INC-${String(number)}`,
      revision: row.revision,
      position: row.position,
      declaredAt: row.declared_at,
      updatedAt: row.updated_at,
    };
    this.#kept.set(row.position, document, { size: row.state.length });
    return document;
  }
}
