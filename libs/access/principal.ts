import type { Actor } from '#decider';
import type { Scope } from './scopes.js';

/** Who is asking, as established from the credentials of a request. */
export interface Principal {
  /** The key's UUID. */
  readonly id: string;
  readonly name: string;
  readonly kind: Actor['kind'];
  readonly scopes: readonly Scope[];
  /** When the credentials stop working, RFC 3339; null when they do not expire. */
  readonly expiresAt: string | null;
}

/** Sitrep itself, for what no caller asked for (the first key, timers). */
export const sitrep: Principal = {
  id: 'sitrep',
  name: 'Sitrep',
  kind: 'SYSTEM',
  scopes: ['admin'],
  expiresAt: null,
};

export const actorOf = ({ kind, id, name }: Principal): Actor => ({ kind, id, name });
