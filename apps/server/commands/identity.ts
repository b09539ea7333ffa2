import { hash } from 'node:crypto';
import { parse, v4 } from 'uuid';
import { canonicalJson } from '#event-log';

const namespace = parse('5f0f7b0c-6a0e-4f6b-9a53-1c8f0d3c6b1e');

/**
 * The same UUID for the same parts, in every process and at every retry: version 5 of RFC 9562 of the parts in JSON.
 * Every event has one, and hashed in one call it takes a fraction of the time.
 */
export function derivedId(...parts: readonly string[]): string {
  const digest = hash('sha1', Buffer.concat([namespace, Buffer.from(JSON.stringify(parts))]));
  const variant = ((Number.parseInt(digest.charAt(16), 16) & 0b0011) | 0b1000).toString(16);
  const groups = [digest.slice(0, 8), digest.slice(8, 12), `5${digest.slice(13, 16)}`];
  return [...groups, `${variant}${digest.slice(17, 20)}`, digest.slice(20, 32)].join('-');
}

/** The id of a command: the same for each try with one idempotency key, new without one. */
export const commandIdOf = (principalId: string, idempotencyKey: string | undefined): string =>
  idempotencyKey === undefined ? v4() : derivedId('command', principalId, idempotencyKey);

/** The id of what a command creates: derived from its idempotency key, so that a retry finds the first. */
export const createdIdOf = (
  category: string,
  principalId: string,
  idempotencyKey: string | undefined,
): string => (idempotencyKey === undefined ? v4() : derivedId(category, principalId, idempotencyKey));

/** A digest of what was asked, to tell a retry from another input under the same key. */
export const fingerprintOf = (asked: readonly unknown[]): string => hash('sha256', canonicalJson(asked));
