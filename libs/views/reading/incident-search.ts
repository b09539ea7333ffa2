import { LRUCache } from 'lru-cache';
import type { Incident } from '#incident';
import type { Position } from '#event-log';
import { writtenIn } from '../projections/incident-texts.js';
import { matching } from './full-text.js';
import type { IncidentFilter, IncidentOrderBy } from './incident-filter.js';
import { type IncidentRow, type SortColumn, incidentQuestion } from './incident-question.js';
import { List } from './list.js';
import type { Edge, Page } from './page.js';
import { type Passage, marked, passages } from './passages.js';
import { type Match, Ranking } from './ranking.js';
import type { Reader } from './reader.js';
import { type RankedField, needlesOf, rankedFields, relevance } from './relevance.js';
import { type Term, termsOf, wantedOf } from './search.js';
import type { Sight } from './visibility.js';

const RANKED = 500;

/** How much folded text is kept, in characters. */
const KEPT_CHARACTERS = 32 * 1024 * 1024;

interface FoldedTexts {
  readonly position: Position;
  readonly fields: readonly RankedField[];
}

/** Ranks incidents by what is searched for. */
export class IncidentSearch {
  /** By number, each as of its position. */
  readonly #kept: LRUCache<number, FoldedTexts>;

  constructor(
    private readonly reader: Reader,
    private readonly incidentAt: (match: Match) => Incident,
    kept = KEPT_CHARACTERS,
  ) {
    this.#kept = new LRUCache({ maxSize: kept });
  }

  /** @param most of how many of the latest matches the relevance is worked out */
  ranking(filter: IncidentFilter, viewer: Sight, orderBy: IncidentOrderBy, most = RANKED): Ranking {
    const terms = termsOf(filter.search ?? '');
    const { found: words } = matching(terms);
    const needles = needlesOf(wantedOf(terms));
    const otherwise = words === undefined ? filter : { ...filter, search: null };
    return new Ranking(this.reader, {
      question: incidentQuestion(otherwise, viewer, orderBy),
      words,
      descending: orderBy.direction === 'DESC',
      most,
      score: (match) => relevance(this.#fieldsOf(match), needles),
      count: () =>
        new List<SortColumn, IncidentRow>(this.reader, incidentQuestion(filter, viewer, orderBy)).count(),
    });
  }

  /** Forgets what was read: the file is another. */
  forget(): void {
    this.#kept.clear();
  }

  #fieldsOf(match: Match): readonly RankedField[] {
    const { number, position } = match;
    const kept = this.#kept.get(number);
    if (kept?.position === position) return kept.fields;
    const fields = rankedFields(writtenIn(this.incidentAt(match)));
    const size = fields.reduce((sum, { text }) => sum + text.length, 1);
    this.#kept.set(number, { position, fields }, { size });
    return fields;
  }
}

/** An entry of a page, with where it has what was searched for: nowhere, where nothing was. */
export interface FoundEdge<Node> extends Edge<Node> {
  /** The most telling first. */
  readonly matches: readonly Passage[];
  /** The most telling, with `**` before and behind each term. */
  readonly snippet: string | null;
}

export interface FoundPage<Node> extends Page<Node> {
  readonly edges: readonly FoundEdge<Node>[];
}

class PassagesEdge<Node extends Incident> implements FoundEdge<Node> {
  constructor(
    private readonly edge: Edge<Node>,
    private readonly terms: readonly Term[],
  ) {}

  get node(): Node {
    return this.edge.node;
  }

  get cursor(): string {
    return this.edge.cursor;
  }

  get matches(): readonly Passage[] {
    return this.terms.length === 0 ? [] : passages(writtenIn(this.node), this.terms);
  }

  get snippet(): string | null {
    const [most] = this.matches;
    return most ? marked(most) : null;
  }
}

/** The page, with the passages in which its incidents have what was searched for. */
export function withPassages<Node extends Incident>(
  page: Page<Node>,
  search: string | null | undefined,
): FoundPage<Node> {
  const terms = wantedOf(termsOf(search ?? ''));
  return {
    edges: page.edges.map((edge) => new PassagesEdge(edge, terms)),
    pageInfo: page.pageInfo,
    get totalCount() {
      return page.totalCount;
    },
  };
}
