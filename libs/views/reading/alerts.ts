import { sql } from 'kysely';
import type { Alert, AlertStatus } from '#alert';
import { Documents, type Recorded } from './documents.js';
import { type Criterion, indexed } from './list.js';
import type { Page, PageRequest } from './page.js';
import type { Reader } from './reader.js';

/** What an alert must be to be listed: all that is named. A list names what will do: an empty one, nothing. */
export interface AlertFilter {
  readonly statuses?: readonly AlertStatus[] | null | undefined;
  /** The tools that raised it. */
  readonly sources?: readonly string[] | null | undefined;
  readonly services?: readonly string[] | null | undefined;
  /** The id of an incident that it is attached to; whether the asker may see that is for the caller to know. */
  readonly incident?: string | null | undefined;
}

export interface AlertQuery {
  readonly filter?: AlertFilter | null | undefined;
  readonly page?: PageRequest | undefined;
}

export type AlertDocument = Recorded<Alert>;

export class Alerts {
  readonly #documents;

  constructor(reader: Reader) {
    this.#documents = new Documents<Alert, 'starts_at'>(reader, 'alerts');
  }

  find(id: string): AlertDocument | undefined {
    return this.#documents.find(id);
  }

  /** The latest first. @throws InvalidPage */
  page({ filter, page }: AlertQuery): Page<AlertDocument> {
    const { statuses, sources, services, incident } = filter ?? {};
    return this.#documents.page(
      {
        sortedBy: 'starts_at',
        descending: true,
        partition: { column: 'status', values: statuses },
        selective: [
          ...(sources ? [indexed('alerts', 'source', sources)] : []),
          ...(services ? [indexed('alerts', 'service', services)] : []),
          ...(typeof incident === 'string' ? [attachedTo(incident)] : []),
        ],
        tests: [],
      },
      page ?? {},
    );
  }
}

function attachedTo(incident: string): Criterion {
  const ids = sql`
    SELECT alert FROM incident_alerts JOIN incident_numbers USING (number) WHERE incident_numbers.id = ${incident}`;
  return {
    members: sql`SELECT rowid AS member FROM alerts WHERE id IN (${ids})`,
    test: sql`+alerts.id IN (${ids})`,
  };
}
