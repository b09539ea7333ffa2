import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { type Condition, allOf, atMost } from './condition.js';
import { type Criterion, FEW, type Question, conditionsOf, fewest } from './list.js';
import type { Bound, Key, Order, Range } from './order.js';
import type { Pageable } from './page.js';
import type { Reader } from './reader.js';

const MOST_NUMBER = Number.MAX_SAFE_INTEGER;

export interface Match {
  readonly number: number;
  readonly position: string;
}

export interface RankedRow extends Match {
  /** More than 0 where it was ranked. */
  readonly score: number;
}

export interface Ranked {
  /** What is asked of each beside the search. */
  readonly question: Question<string>;
  /** What is looked for, as FTS5 asks for it; without it, none is ranked. */
  readonly words: string | undefined;
  readonly descending: boolean;
  /** So many of the latest matches are ranked; those before them follow, the latest first. */
  readonly most: number;
  readonly score: (match: Match) => number;
  readonly count: () => number;
}

/**
 * The incidents that a search finds, the most relevant first. To rank takes looking at each, so that only the latest
 * are: what a page costs does not grow with the number of matches.
 */
export class Ranking implements Pageable<RankedRow> {
  readonly order: Order<'score' | 'number'>;
  #ranked: readonly RankedRow[] | undefined;

  constructor(
    private readonly reader: Reader,
    private readonly ranked: Ranked,
  ) {
    this.order = {
      name: 'RELEVANCE',
      columns: [
        { name: 'score', type: 'number' },
        { name: 'number', type: 'number' },
      ],
      descending: ranked.descending,
    };
  }

  keyOf({ score, number }: RankedRow): Key {
    return [score, number];
  }

  count(): number {
    return this.ranked.count();
  }

  rows({ after, before, backwards, limit }: Range): RankedRow[] {
    const { descending } = this.order;
    const [better, worse] = descending ? [after, before] : [before, after];
    this.#ranked ??= this.#best();
    const best = this.#ranked.filter((row) => isBelow(row, better) && isAbove(row, worse));
    if (descending !== backwards) {
      const some = best.slice(0, limit);
      return [...some, ...this.#others({ better, worse, bestFirst: true, limit: limit - some.length })];
    }
    const some = this.#others({ better, worse, bestFirst: false, limit });
    return [...some, ...best.toReversed().slice(0, limit - some.length)];
  }

  #best(): RankedRow[] {
    if (this.ranked.words === undefined) return [];
    return this.#matches({ limit: this.ranked.most, latestFirst: true })
      .map((match) => ({ score: this.ranked.score(match), ...match }))
      .sort((one, other) => other.score - one.score || other.number - one.number);
  }

  /** Those that were not ranked. */
  #others({ better, worse, bestFirst, limit }: Others): RankedRow[] {
    const { words } = this.ranked;
    const ranked = this.#ranked ?? [];
    const allRanked = words !== undefined && ranked.length < this.ranked.most;
    if (limit === 0 || allRanked || (worse && scoreOf(worse) > 0)) return [];
    const from = worse && numberOf(worse) + (worse.inclusive ? 0 : 1);
    const unranked = better && scoreOf(better) === 0 ? [numberOf(better) + (better.inclusive ? 1 : 0)] : [];
    const to = Math.min(MOST_NUMBER, ...unranked, ...ranked.map(({ number }) => number));
    return this.#matches({ from, to, limit, latestFirst: bestFirst }).map((match) => ({
      score: 0,
      ...match,
    }));
  }

  /** Those with a number in the span. They are found by what few meet, else by the search, else one by one. */
  #matches({ from, to, limit, latestFirst }: Span): Match[] {
    const { question, words } = this.ranked;
    const few = fewest(this.reader, question.selective, FEW);
    const selective = question.selective.filter((each) => each !== few);
    const { rows, number, conditions } = few
      ? amongFew(few, words)
      : words === undefined
        ? all
        : matches(words);
    const meets = [
      ...conditions,
      ...(from === undefined ? [] : [sql<SqlBool>`${number} >= ${from}`]),
      ...(to === undefined ? [] : [sql<SqlBool>`${number} < ${to}`]),
      ...conditionsOf({ ...question, selective }),
    ];
    return this.reader.rows(
      sql<Match>`SELECT key AS number, position FROM ${rows} WHERE ${allOf(meets)}
        ORDER BY ${number} ${sql.raw(latestFirst ? 'DESC' : 'ASC')} LIMIT ${atMost(limit)}`,
    );
  }
}

/** Where incidents are found. */
interface Source {
  readonly rows: RawBuilder<unknown>;
  readonly number: RawBuilder<unknown>;
  readonly conditions: readonly Condition[];
}

const key = sql.ref('incidents.key');

const all: Source = { rows: sql`incidents`, number: key, conditions: [] };

const matches = (words: string): Source => ({
  rows: sql`incident_texts CROSS JOIN incidents ON key = incident_texts.rowid`,
  number: sql.ref('incident_texts.rowid'),
  conditions: [sql<SqlBool>`incident_texts MATCH ${words}`],
});

const amongFew = ({ members }: Criterion, words: string | undefined): Source => ({
  rows: sql`(${members}) AS few CROSS JOIN incidents ON key = few.member`,
  number: key,
  conditions:
    words === undefined
      ? []
      : [sql<SqlBool>`+key IN (SELECT rowid FROM incident_texts WHERE incident_texts MATCH ${words})`],
});

interface Others {
  readonly better: Bound | undefined;
  readonly worse: Bound | undefined;
  readonly bestFirst: boolean;
  readonly limit: number;
}

interface Span {
  /** Included. */
  readonly from?: number | undefined;
  /** Not included. */
  readonly to?: number | undefined;
  readonly limit: number;
  readonly latestFirst: boolean;
}

const scoreOf = ({ key }: Bound): number => Number(key[0]);
const numberOf = ({ key }: Bound): number => Number(key[1]);

const compared = ({ score, number }: RankedRow, bound: Bound): number =>
  score - scoreOf(bound) || number - numberOf(bound);
const isBelow = (row: RankedRow, bound: Bound | undefined): boolean =>
  !bound || compared(row, bound) < 0 || (bound.inclusive && compared(row, bound) === 0);
const isAbove = (row: RankedRow, bound: Bound | undefined): boolean =>
  !bound || compared(row, bound) > 0 || (bound.inclusive && compared(row, bound) === 0);
