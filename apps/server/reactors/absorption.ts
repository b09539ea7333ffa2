import { type IncidentCommand, incidents, namedAlert, namedDeployment } from '#incident';
import type { PendingAbsorption, Views } from '#views';
import { Execute } from '../commands/execute.js';
import { type Duty, type Task, sitrepItself } from '../rounds/duty.js';

/** Has the incident that goes on absorb what was merged into it. */
export const absorption = (views: Known & Pick<Views, 'absorptions'>): Duty => ({
  name: 'absorption',
  due: (_, limit) => views.absorptions.pending(limit).flatMap((pending) => taskOf(pending, views)),
  next: () => undefined,
});

/** What names what goes along. */
type Known = Pick<Views, 'alerts' | 'deployments'>;

function taskOf(
  { source, target }: PendingAbsorption,
  { alerts: known, deployments }: Known,
): readonly Task[] {
  const { id: from, reference: fromReference, mergedInto, blamedDeployments } = source;
  if (!mergedInto) return [];
  const { alerts, mergedAt } = mergedInto;
  const command: IncidentCommand = {
    type: 'AbsorbIncident',
    data: {
      from,
      fromReference,
      alerts: alerts.map((alertId) => namedAlert(alertId, known.find(alertId))),
      blamedDeployments: blamedDeployments.map(({ deploymentId }) =>
        namedDeployment(deploymentId, deployments.find(deploymentId)),
      ),
    },
  };
  const key = JSON.stringify([command.type, from, target, mergedAt]);
  // What the other one blames may be corrected meanwhile: it is the same absorption all the same.
  const options = { idempotencyKey: key, occurredAt: mergedAt, asked: { from } };
  return [{ key, order: new Execute(incidents, target, command, sitrepItself('reactors'), options) }];
}
