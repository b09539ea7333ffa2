import type { Viewer } from '#incident';
import { atMost } from './condition.js';
import type { IncidentDocument } from './incident-document.js';
import type { Incidents } from './incidents.js';
import { type Reader, from } from './reader.js';

/** An incident that was merged, and the one that has still to absorb it. */
export interface PendingAbsorption {
  readonly source: IncidentDocument;
  /** A UUID. */
  readonly target: string;
}

/** Sitrep's own work is about everything. */
const sitrepItself: Viewer = { restricted: true, principal: 'sitrep' };

/** What merges leave to be done, for whoever does it. They see everything. */
export class Absorptions {
  constructor(
    private readonly reader: Reader,
    private readonly incidents: Incidents,
  ) {}

  /** At most so many. What cannot be read to its end is left until it can. */
  pending(limit: number): PendingAbsorption[] {
    return this.reader.snapshot(() =>
      this.reader
        .rows(from.selectFrom('absorptions').select(['source', 'target']).limit(atMost(limit)))
        .flatMap(({ source: id, target }) => {
          const source = this.incidents.find(id, sitrepItself);
          return source?.mergedInto ? [{ source, target }] : [];
        }),
    );
  }
}
