import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { NewEvent } from './event.js';

/** What the hash of an event covers: all of it but its position, which an engine chooses and an import changes. */
export interface Chained extends NewEvent {
  readonly stream: string;
  readonly revision: number;
}

/**
 * JSON in the one form of RFC 8785, so that everyone hashes the same bytes.
 *
 * @throws Error for what that form cannot hold: NaN, infinities, half a surrogate pair, a circle
 */
export const canonical = (value: object): string => canonicalize(value) ?? '';

/**
 * The hash of an event: the SHA-256, in lower-case hexadecimal, of the canonical form of its data, id, metadata,
 * revision, stream and type, together with the hash of the event before it in its stream (`previous`; null for the
 * first), so that none can be changed, dropped or moved without changing all that follow.
 */
export function chainHash(
  { data, id, metadata, revision, stream, type }: Chained,
  previous: string | null,
): string {
  const covered = canonical({ data, id, metadata, previous, revision, stream, type });
  return createHash('sha256').update(covered, 'utf8').digest('hex');
}
