/**
 * Numbers as they are compared field by field: without the words of their definitions, what was left out by its
 * reason, and without the last bits of fractions, which depend on the order of additions.
 *
 * @param names of the numbers that both sides have
 */
export function comparable(numbers: object, names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(
    names.map((name) => {
      // Each of the numbers is an object with its fields.
      const { definition: _, rule: __, excluded, ...fields } = Reflect.get(numbers, name) as Fields;
      return [name, rounded({ ...fields, excluded: byReason(excluded) })];
    }),
  );
}

type Fields = Readonly<Record<string, unknown>>;

function byReason(excluded: unknown): unknown {
  if (!Array.isArray(excluded)) return excluded;
  const all: readonly { readonly reason: string; readonly count: number }[] = excluded;
  return Object.fromEntries(all.map(({ reason, count }) => [reason, count]));
}

function rounded(value: unknown): unknown {
  if (typeof value === 'number') return Number(value.toPrecision(12));
  if (Array.isArray(value)) return value.map(rounded);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, rounded(part)]));
}
