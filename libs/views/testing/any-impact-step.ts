import fc from 'fast-check';
import { impactLevels } from '#incident';
import { anyTime, names } from './few.js';
import { type IncidentStep, anyPlace, given, oneOf } from './step.js';

const impact = fc.record(
  {
    service: fc.constantFrom(...names),
    level: fc.constantFrom(...impactLevels, 'PARTIAL_OUTAGE' as const, 'MAJOR_OUTAGE' as const),
    from: anyTime,
    until: anyTime,
  },
  { requiredKeys: ['service', 'level'] },
);
const ended: fc.Arbitrary<IncidentStep> = anyPlace.map(
  (place) =>
    ({ incident }) =>
      oneOf(
        incident.impacts.filter(({ until }) => until === null),
        place,
      ).map(({ id }) => ({ type: 'EndImpact', data: { impactId: id } })),
);
const corrected: fc.Arbitrary<IncidentStep> = fc
  .record({
    place: anyPlace,
    better: fc.record({ from: anyTime, until: fc.option(anyTime) }, { requiredKeys: [] }),
  })
  .map(
    ({ better, place }) =>
      ({ incident }) =>
        oneOf(incident.impacts, place).map(({ id }) => ({
          type: 'CorrectImpact',
          data: { impactId: id, reason: 'Better known', ...better },
        })),
  );
const withdrawn: fc.Arbitrary<IncidentStep> = anyPlace.map(
  (place) =>
    ({ incident }) =>
      oneOf(incident.impacts, place).map(({ id }) => ({
        type: 'WithdrawImpact',
        data: { impactId: id, reason: 'There was none' },
      })),
);

/** What is said of the impact, the likelier the more often it stands here. */
export const anyImpactStep: fc.Arbitrary<IncidentStep> = fc.oneof(
  { weight: 5, arbitrary: given('RecordImpact', impact) },
  { weight: 2, arbitrary: ended },
  corrected,
  withdrawn,
);
