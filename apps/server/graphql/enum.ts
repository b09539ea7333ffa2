import { registerEnumType } from '@nestjs/graphql';

/** A GraphQL enum of the domain's words. */
export function enumOf<const Word extends string>(
  name: string,
  words: readonly Word[],
  description?: string,
) {
  const values = Object.fromEntries(words.map((word) => [word, word]));
  registerEnumType(values, { name, ...(description !== undefined && { description }) });
  return values;
}
