type Given<Fields extends object> = {
  [Name in keyof Fields]?: Exclude<Fields[Name], null | undefined>;
};

/** The fields that have a value: GraphQL makes no difference between null and nothing for what is optional. */
export function given<Fields extends object>(fields: Fields): Given<Fields> {
  const present = Object.entries(fields).filter(([, value]) => value !== null && value !== undefined);
  // Of the fields of `Fields`, those whose values are neither null nor undefined.
  return Object.fromEntries(present) as Given<Fields>;
}
