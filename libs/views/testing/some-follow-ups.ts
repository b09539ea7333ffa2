import fc from 'fast-check';
import { followUpKinds } from '#incident';
import { people, someIncidents, someTime } from './some-incidents.js';
import { type Told, uuid } from './telling.js';

/** Follow-ups of so many incidents that have much in common, the same each time. */
export function someFollowUps(incidents: number, count: number): Told[] {
  const sample = fc.record({
    incident: fc.integer({ min: 1, max: incidents }),
    addedAt: someTime,
    kind: fc.constantFrom(...followUpKinds),
    owner: fc.option(fc.constantFrom(...people), { nil: undefined }),
    dueAt: fc.option(someTime, { nil: undefined }),
    end: fc.constantFrom(undefined, undefined, 'FollowUpCompleted', 'FollowUpDropped'),
  });
  const followUps = fc
    .sample(sample, { seed: 11, numRuns: count })
    .flatMap(({ incident, addedAt, kind, owner, dueAt, end }, index): Told[] => {
      const about = { followUpId: uuid(index), title: 'Alert on errors' };
      const happened = (type: string, data: object): Told => ({
        stream: `incident-${uuid(incident)}`,
        type,
        data: { ...about, ...data },
        occurredAt: addedAt,
      });
      const assignment = { ...(owner !== undefined && { owner }), ...(dueAt !== undefined && { dueAt }) };
      const added = happened('FollowUpAdded', { kind, ...assignment });
      return end === undefined ? [added] : [added, happened(end, { reason: 'Done elsewhere' })];
    });
  return [...someIncidents(incidents), ...followUps];
}
