type Given<Fields extends object> = {
  [Name in keyof Fields]?: Exclude<Fields[Name], null | undefined>;
};

type Stated<Fields extends object> = {
  [Name in keyof Fields]?: Exclude<Fields[Name], undefined>;
};

/** The fields that have a value: GraphQL makes no difference between null and nothing for what is optional. */
export function given<Fields extends object>(fields: Fields): Given<Fields> {
  const present = Object.entries(fields).filter(([, value]) => value !== null && value !== undefined);
  // Of the fields of `Fields`, those whose values are neither null nor undefined.
  return Object.fromEntries(present) as Given<Fields>;
}

/** The fields of which something is said, null included: where null takes a value away, and nothing leaves it. */
export function stated<Fields extends object>(fields: Fields): Stated<Fields> {
  // Of the fields of `Fields`, those whose values are not undefined.
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined),
  ) as Stated<Fields>;
}
