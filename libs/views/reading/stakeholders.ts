import { type SqlBool, sql } from 'kysely';
import type { Quadrant, Stakeholder } from '#catalog';
import { type Condition, among } from './condition.js';
import { Documents, type Recorded } from './documents.js';
import { indexed } from './list.js';
import type { Page, PageRequest } from './page.js';
import type { Reader } from './reader.js';

export type StakeholderDocument = Recorded<Stakeholder>;

/** What a stakeholder must be to be listed: all that is named. A list names what will do: an empty one, nothing. */
export interface StakeholderFilter {
  readonly quadrants?: readonly Quadrant[] | null | undefined;
  /** Services of which they care about one. Those who named none care about all. */
  readonly services?: readonly string[] | null | undefined;
}

export interface StakeholderQuery {
  readonly filter?: StakeholderFilter | null | undefined;
  readonly page?: PageRequest | undefined;
}

export class Stakeholders {
  readonly #documents;

  constructor(reader: Reader) {
    this.#documents = new Documents<Stakeholder, 'name'>(reader, 'stakeholders');
  }

  /** One that was removed is found too. */
  find(id: string): StakeholderDocument | undefined {
    return this.#documents.find(id);
  }

  /** Those that were not removed, by name. @throws InvalidPage */
  page({ filter, page }: StakeholderQuery): Page<StakeholderDocument> {
    const { quadrants, services } = filter ?? {};
    return this.#documents.page(
      {
        sortedBy: 'name',
        descending: false,
        partition: { column: 'removed', values: [0] },
        selective: quadrants ? [indexed('stakeholders', 'quadrant', quadrants)] : [],
        tests: services ? [caresAbout(services)] : [],
      },
      page ?? {},
    );
  }
}

const cared = sql`json_each(stakeholders.state, '$.services')`;

const caresAbout = (services: readonly string[]): Condition =>
  services.length === 0
    ? sql<SqlBool>`0`
    : sql<SqlBool>`(NOT EXISTS (SELECT 1 FROM ${cared})
        OR EXISTS (SELECT 1 FROM ${cared} AS cared WHERE cared.value IN (${among(services)})))`;
