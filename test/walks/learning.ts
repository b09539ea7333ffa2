import { Dice } from './dice.js';
import { inputOf } from './inputs.js';
import { numbers, texts } from './kinds.js';
import { Memory } from './memory.js';
import type { Mutation } from './mutations.js';
import { take } from './steps.js';

/**
 * Finds out which kind of text or number each field takes, which GraphQL does not tell: sends each mutation with every
 * field, and tries the next kind for those that are refused, until none is.
 */
export async function learnedKinds(
  url: string,
  mutations: readonly Mutation[],
): Promise<ReadonlyMap<string, number>> {
  const kinds = new Map<string, number>();
  const making = { dice: new Dice(1), memory: new Memory(), kinds, odd: 0, optional: 1 };
  for (const mutation of mutations) {
    for (let tries = Math.max(texts.length, numbers.length); tries > 0; tries -= 1) {
      const { wrong } = await take(url, -1, mutation, inputOf(mutation.input, mutation.name, making));
      if (wrong.length === 0) break;
      for (const field of new Set(wrong)) {
        const path = `${mutation.name}.${field}`;
        kinds.set(path, (kinds.get(path) ?? 0) + 1);
      }
    }
  }
  return kinds;
}
