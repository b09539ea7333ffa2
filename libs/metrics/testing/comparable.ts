import { expect } from '@jest/globals';

/**
 * Numbers as they are compared field by field: without the words of their definitions, and what was left out by its
 * reason.
 *
 * @param names of the numbers that both sides have
 */
export function comparable(numbers: object, names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(
    names.map((name) => {
      // Each of the numbers is an object with its fields.
      const { definition: _, rule: __, excluded, ...fields } = Reflect.get(numbers, name) as Fields;
      return [name, { ...fields, excluded: byReason(excluded) }];
    }),
  );
}

type Fields = Readonly<Record<string, unknown>>;

function byReason(excluded: unknown): unknown {
  if (!Array.isArray(excluded)) return excluded;
  const all: readonly { readonly reason: string; readonly count: number }[] = excluded;
  return Object.fromEntries(all.map(({ reason, count }) => [reason, count]));
}

/**
 * The same as what is expected of others: fractions are those up to the twelfth digit, since their last bits depend on
 * the order of additions. To round both instead would tell numbers apart that lie on either side of a half.
 */
export function near(value: unknown): unknown {
  if (typeof value === 'number') return expect.closeTo(value, 11 - magnitude(value));
  if (Array.isArray(value)) return value.map(near);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, near(part)]));
}

const magnitude = (value: number): number => (value === 0 ? 0 : Math.floor(Math.log10(Math.abs(value))));
