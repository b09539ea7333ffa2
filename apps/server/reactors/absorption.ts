import { type IncidentCommand, incidents } from '#incident';
import type { PendingAbsorption, Views } from '#views';
import { Execute } from '../commands/execute.js';
import { type Duty, type Task, sitrepItself } from '../rounds/duty.js';

/** Has the incident that goes on absorb what was merged into it. */
export const absorption = ({ absorptions }: Pick<Views, 'absorptions'>): Duty => ({
  name: 'absorption',
  due: (_, limit) => absorptions.pending(limit).flatMap(taskOf),
  next: () => undefined,
});

function taskOf({ source, target }: PendingAbsorption): readonly Task[] {
  const { id: from, reference: fromReference, mergedInto, blamedDeployments } = source;
  if (!mergedInto) return [];
  const { alerts, mergedAt } = mergedInto;
  const command: IncidentCommand = {
    type: 'AbsorbIncident',
    data: {
      from,
      fromReference,
      alerts,
      blamedDeployments: blamedDeployments.map(({ deploymentId }) => deploymentId),
    },
  };
  const key = JSON.stringify([command.type, from, target, mergedAt]);
  // What the other one blames may be corrected meanwhile: it is the same absorption all the same.
  const options = { idempotencyKey: key, occurredAt: mergedAt, asked: { from } };
  return [{ key, order: new Execute(incidents, target, command, sitrepItself('reactors'), options) }];
}
