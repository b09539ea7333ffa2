import type { Deployment } from '#deployment';
import type { Incident } from '#incident';
import type { DeploymentFacts, Facts as MetricsFacts, IncidentFacts } from '#metrics';
import type { Viewer } from './incident-filter.js';
import { type Reader, from } from './reader.js';

/** How many rows are in memory at once as JSON. */
const pageSize = 1000;

/** What the numbers are computed from. */
export class Facts {
  constructor(private readonly reader: Reader) {}

  /** All that is known, without what the viewer may not see. It is read while it is iterated, so within a snapshot. */
  all({ restricted }: Viewer): MetricsFacts {
    return { incidents: this.#incidents(restricted), deployments: this.#deployments() };
  }

  *#incidents(restricted: boolean): Iterable<IncidentFacts> {
    const visible = from.selectFrom('incidents').select(['key', 'state']).orderBy('key').limit(pageSize);
    const query = restricted ? visible : visible.where('visibility', '=', 'ORGANIZATION');
    for (let last = 0, full = true; full;) {
      const rows = this.reader.rows(query.where('key', '>', last));
      for (const { key, state } of rows) {
        // The projection wrote an incident.
        yield factsOf(key, JSON.parse(state) as Incident);
        last = key;
      }
      full = rows.length === pageSize;
    }
  }

  *#deployments(): Iterable<DeploymentFacts> {
    const query = from.selectFrom('deployments').select(['id', 'state']).orderBy('id').limit(pageSize);
    for (let last = '', full = true; full;) {
      const rows = this.reader.rows(query.where('id', '>', last));
      for (const { id, state } of rows) {
        // The projection wrote a deployment.
        yield JSON.parse(state) as Deployment;
        last = id;
      }
      full = rows.length === pageSize;
    }
  }
}

const factsOf = (number: number, incident: Incident): IncidentFacts => ({
  id: incident.id,
  reference: `INC-${String(number)}`,
  severity: incident.severity,
  services: incident.services,
  status: incident.status,
  drill: incident.drill,
  hidden: false,
  causeCategory: incident.cause?.category ?? null,
  milestones: incident.milestones,
  reopens: incident.reopens,
  blamedDeployments: incident.blamedDeployments.map(({ deploymentId }) => deploymentId),
  clearedDeployments: incident.clearedDeployments,
});
