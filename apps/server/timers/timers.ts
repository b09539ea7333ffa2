import { incidents } from '#incident';
import type { Views } from '#views';
import { Execute } from '../commands/execute.js';
import { type Duty, type Task, sitrepItself } from '../rounds/duty.js';

/** Records the deadlines of incidents that have passed, as of when they did. The domain decides whether one has. */
export const timers = ({ deadlines }: Pick<Views, 'deadlines'>): Duty => ({
  name: 'timers',
  due: (now, limit) =>
    deadlines.passed(now, limit).map(({ incidentId, command, dueAt }): Task => {
      const key = JSON.stringify([command.type, incidentId, dueAt, command.data]);
      const options = { idempotencyKey: key, occurredAt: dueAt };
      return { key, order: new Execute(incidents, incidentId, command, sitrepItself('timers'), options) };
    }),
  next: (now) => deadlines.next(now),
});
