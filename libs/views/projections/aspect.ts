import type { Incident } from '#incident';
import type { Before } from './documents.js';

/** Something that follows from some of an incident. */
interface Aspect<Value> {
  readonly reads: readonly (keyof Incident)[];
  readonly make: (incident: Incident) => Value;
}

/** @param reads names all that `make` may look at: where that is the same as before, so is what it makes */
export const aspect = <Name extends keyof Incident, Value>(
  reads: readonly Name[],
  make: (incident: Pick<Incident, Name>) => Value,
): Aspect<Value> => ({ reads, make });

/**
 * Works out aspects of an incident, those again of which it reads something else than before. Most events leave most
 * of an incident as it is, down to the same objects: an aspect that is the same object as before says that there is
 * nothing to write.
 */
export function aspectsOf<Values extends object>(aspects: {
  readonly [Name in keyof Values]: Aspect<Values[Name]>;
}): (incident: Incident, before?: Before<Incident, Values>) => Values {
  const named = Object.entries<Aspect<unknown>>(aspects).map(([name, { reads, make }]) => ({
    name,
    reads: new Set<string>(reads),
    make,
  }));
  return (incident, before) => {
    const changed = before && Object.keys(before.values);
    const values: Record<string, unknown> = { ...before?.row };
    for (const { name, reads, make } of named)
      if (!changed || changed.some((field) => reads.has(field))) values[name] = make(incident);
    // Each name has the value of its aspect.
    return values as Values;
  };
}
