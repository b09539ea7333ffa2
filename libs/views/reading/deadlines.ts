import { type SqlBool, sql } from 'kysely';
import { type Deadline, type IncidentCommand, nextDeadline } from '#incident';
import { atMost } from './condition.js';
import type { Incidents } from './incidents.js';
import { type Reader, from } from './reader.js';
import { recurring } from './recurring.js';

/** A deadline of an incident that is not recorded as missed. */
export interface DueDeadline extends Deadline<IncidentCommand> {
  readonly incidentId: string;
}

/** The first so many rows up to a time. What cannot be read to its end is not known to be due. */
const earliest = recurring((now: string, limit: number) =>
  from
    .selectFrom('incident_deadlines')
    .innerJoin('incident_numbers', 'incident_numbers.number', 'incident_deadlines.number')
    .select('incident_numbers.id')
    .where('due_at', '<=', now)
    .where(sql<SqlBool>`NOT EXISTS (SELECT 1 FROM parked WHERE stream = 'incident-' || incident_numbers.id)`)
    .orderBy('due_at')
    .orderBy('incident_deadlines.number')
    .limit(atMost(limit)),
);

const nextAfter = recurring((now: string) =>
  from
    .selectFrom('incident_deadlines')
    .select('due_at')
    .where('due_at', '>', now)
    .orderBy('due_at')
    .limit(atMost(1)),
);

/** What passes by itself, for whoever records it. They see everything. */
export class Deadlines {
  constructor(
    private readonly reader: Reader,
    private readonly incidents: Incidents,
  ) {}

  /** Deadlines that have passed by this clock, the earliest first: one of each incident, and at most so many. */
  passed(now: string, limit: number): DueDeadline[] {
    return this.reader.snapshot(() =>
      this.reader.rows(earliest(now, limit)).flatMap(({ id }) => {
        const incident = this.incidents.folded(id)?.state;
        const deadline = incident && nextDeadline(incident);
        return deadline ? [{ incidentId: id, ...deadline }] : [];
      }),
    );
  }

  /** When the first deadline passes that has not by this clock; undefined where none will. */
  next(now: string): string | undefined {
    return this.reader.row(nextAfter(now))?.due_at;
  }
}
