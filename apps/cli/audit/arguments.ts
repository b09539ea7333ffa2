import { existsSync, readFileSync } from 'node:fs';
import { InvalidArgumentError } from 'commander';
import { type Verifier, parseVerifier } from '#audit';
import { instantOf } from '../../server/graphql/instant.js';
import type { Questions } from './answers.js';

/** A time of RFC 3339, or a day, as the log writes times. */
export function time(text: string): string {
  const at = instantOf(text) ?? instantOf(`${text}T00:00:00Z`);
  if (at === undefined)
    throw new InvalidArgumentError('Give a time such as 2026-11-01T00:00:00Z, or a day such as 2026-11-01.');
  return at;
}

/** @throws InvalidArgumentError when there is no time between the two */
export function checkWindow({ from, to }: Pick<Questions, 'from' | 'to'>): void {
  if (from !== undefined && to !== undefined && from >= to)
    throw new InvalidArgumentError('Give --to a later time than --from, which is included while it is not.');
}

/** For an option that may be given several times: a verifier key, or the name of a file that has one. */
export function verifierKeys(text: string, before: readonly Verifier[] = []): readonly Verifier[] {
  try {
    return [...before, parseVerifier((existsSync(text) ? readFileSync(text, 'utf8') : text).trim())];
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new InvalidArgumentError(`${reason}. Give a verifier key, or a file that has one.`);
  }
}

/** For an option that may be given several times. */
export const several = (text: string, before: readonly string[] = []): readonly string[] => [...before, text];
