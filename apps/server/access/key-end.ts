import type { ApiKey } from '#access';

/** How long somebody may stay on after their key has ended, in milliseconds: so often it is looked at again. */
export const SWEEP_MS = 500;

/** How a key has ended, so that it lets nobody in any more; undefined where it has not. */
export function endOf({ expiresAt, revokedAt }: ApiKey): 'revoked' | 'expired' | undefined {
  if (revokedAt !== null) return 'revoked';
  return expiresAt !== null && Date.parse(expiresAt) <= Date.now() ? 'expired' : undefined;
}
