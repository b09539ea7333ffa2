import { sql } from 'kysely';
import type { Service } from '#catalog';
import { Documents, type Recorded } from './documents.js';
import { indexed } from './list.js';
import type { Page, PageRequest } from './page.js';
import type { Reader } from './reader.js';

export type ServiceDocument = Recorded<Service>;

/** What a service must be to be listed: all that is named. A list names what will do: an empty one, nothing. */
export interface ServiceFilter {
  readonly teams?: readonly string[] | null | undefined;
  /** Whether retired services are listed too. */
  readonly withRetired?: boolean | null | undefined;
}

export interface ServiceQuery {
  /** Those in use, unless given. */
  readonly filter?: ServiceFilter | null | undefined;
  readonly page?: PageRequest | undefined;
}

export class Services {
  readonly #documents;

  constructor(private readonly reader: Reader) {
    this.#documents = new Documents<Service, 'name'>(reader, 'services');
  }

  find(id: string): ServiceDocument | undefined {
    return this.#documents.find(id);
  }

  /** By name. @throws InvalidPage */
  page({ filter, page }: ServiceQuery): Page<ServiceDocument> {
    const { teams, withRetired } = filter ?? {};
    return this.#documents.page(
      {
        sortedBy: 'name',
        descending: false,
        partition: { column: 'retired', values: withRetired === true ? undefined : [0] },
        selective: teams ? [indexed('services', 'team', teams)] : [],
        tests: [],
      },
      page ?? {},
    );
  }

  /** The teams that have a service in use, by name. */
  teams(): string[] {
    return this.reader
      .rows(
        sql<{ team: string }>`
          SELECT DISTINCT team FROM services WHERE team IS NOT NULL AND retired = 0 ORDER BY team`,
      )
      .map(({ team }) => team);
  }
}
