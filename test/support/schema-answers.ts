import { subscribe, webSocketClient } from './client.js';
import type { Question } from './schema-walk.js';

/** How long a subscription may say nothing before nothing more is expected of it. */
const PATIENCE_MS = 1500;

interface Stretch {
  /** The position of the last value that is wanted. */
  readonly last: string;
  /** Of one after which nothing needs to be waited for. */
  readonly end: string;
}

/**
 * What a subscription gives with a key, up to a position, and what it is refused with. It is watched further, up to
 * another position or until nothing more is to be expected: `beyond` has what it gave meanwhile.
 */
export async function valuesOf(
  url: string,
  key: string,
  { field, operation, variables }: Question,
  { last, end }: Stretch,
): Promise<{ values: unknown[]; beyond: unknown[] }> {
  const client = webSocketClient(url, key);
  const patience = setTimeout(() => void client.dispose(), PATIENCE_MS);
  const values: unknown[] = [];
  const beyond: unknown[] = [];
  try {
    type Value = Record<string, { readonly position: string }>;
    for await (const value of subscribe<Value>(client, operation, { ...variables })) {
      const position = value[field]?.position ?? '';
      (position <= last ? values : beyond).push(value);
      if (position >= end) break;
    }
  } catch (refused) {
    values.push(String(refused));
  } finally {
    clearTimeout(patience);
    await client.dispose();
  }
  return { values, beyond };
}

/** Does the work on all of them, a few at a time. */
export async function inChunks<T>(all: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  for (let at = 0; at < all.length; at += 8) await Promise.all(all.slice(at, at + 8).map(work));
}
