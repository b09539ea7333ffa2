import fc from 'fast-check';
import type { Incident, IncidentCommand } from '#incident';

/** The incident that somebody does something about, and when. */
export interface Situation {
  readonly number: number;
  readonly incident: Incident;
  readonly at: string;
}
/** What is done about an incident, as far as it can be. */
export type IncidentStep = (situation: Situation) => readonly IncidentCommand[];

/** Something is said or done that needs nothing to be there. */
export const given = <T extends IncidentCommand['type'], D>(type: T, of: fc.Arbitrary<D>) =>
  of.map((data) => () => [{ type, data }]);
export const anyPlace = fc.nat({ max: 5 });
/** Something of an incident, where it has any: which, depends on the place. */
export const oneOf = <T>(things: readonly T[], place: number): readonly T[] => {
  const start = things.length === 0 ? 0 : place % things.length;
  return things.slice(start, start + 1);
};
