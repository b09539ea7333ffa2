/** Something that follows from a state, and from what of it. */
export interface Aspect<State, Value> {
  readonly reads: (state: State) => readonly unknown[];
  readonly make: (state: State) => Value;
}

export const aspect = <State, Value>(
  reads: Aspect<State, Value>['reads'],
  make: Aspect<State, Value>['make'],
): Aspect<State, Value> => ({ reads, make });

/**
 * Works out aspects of a state, those again of which it reads something else than before. Most events leave most of
 * a state as it is, down to the same objects: an aspect that is the same object as before says that there is nothing
 * to write.
 */
export function aspectsOf<State, Values extends object>(aspects: {
  readonly [Name in keyof Values]: Aspect<State, Values[Name]>;
}): (state: State, before?: { readonly state: State; readonly row: Values }) => Values {
  const named = Object.entries<Aspect<State, unknown>>(aspects);
  return (state, before) => {
    const values: Record<string, unknown> = { ...before?.row };
    for (const [name, { reads, make }] of named)
      if (!before || !same(reads(state), reads(before.state))) values[name] = make(state);
    // Each name has the value of its aspect.
    return values as Values;
  };
}

const same = (some: readonly unknown[], others: readonly unknown[]): boolean =>
  some.every((value, at) => value === others[at]);
