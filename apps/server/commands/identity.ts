import { createHash } from 'node:crypto';
import { v4, v5 } from 'uuid';

const namespace = '5f0f7b0c-6a0e-4f6b-9a53-1c8f0d3c6b1e';

/** The same UUID for the same parts, in every process and at every retry. */
export const derivedId = (...parts: readonly string[]): string => v5(JSON.stringify(parts), namespace);

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
export const fingerprintOf = (asked: readonly unknown[]): string =>
  createHash('sha256').update(canonical(asked)).digest('hex');

const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
