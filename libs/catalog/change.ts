/** A field whose changes are told. */
export interface ToldField<Fields> {
  readonly name: keyof Fields;
  /** How the sentence of a change words it; nothing where it did not change. */
  readonly told: (now: Fields, was: Partial<Fields>) => readonly string[];
}

/** Makes a field told by its label and the words for its values. */
export const telling =
  <Fields extends object>() =>
  <Name extends keyof Fields>(
    name: Name,
    label: string,
    words: (value: Fields[Name]) => string,
  ): ToldField<Fields> => ({
    name,
    told(now, was) {
      const before = was[name];
      return before === undefined ? [] : [`${label} ${words(now[name])} (was ${words(before)})`];
    },
  });

/** The values before of those of these fields that differ after; undefined where none does. */
export function changed<Fields extends object>(
  fields: readonly ToldField<Fields>[],
  before: Fields,
  after: Fields,
): Partial<Fields> | undefined {
  const differing = fields.filter(({ name }) => !isSame(before[name], after[name]));
  if (differing.length === 0) return undefined;
  return differing.reduce<Partial<Fields>>((was, { name }) => ({ ...was, [name]: before[name] }), {});
}

/** What changed, in words. */
export const inWords = <Fields extends object>(
  fields: readonly ToldField<Fields>[],
  now: Fields,
  was: Partial<Fields>,
): string => fields.flatMap(({ told }) => told(now, was)).join('; ');

/** Of values that JSON can hold. */
const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);
