import { isAfter } from '#decider';
import { type Terms, isOpen } from './core.js';
import { unlessPast } from './deadline.js';
import { policyOf } from './policy.js';
import { type Audience, type RenewalState, dueOf, standingPromises } from './promise.js';

/** A promise of the next update that was not kept in time. */
export interface MissedPromise {
  /** The update that made it. */
  readonly updateId: string;
  readonly audience: Audience;
  /** When the next update was promised for. */
  readonly dueAt: string;
}

/** A promise, and when it is missed unless it is kept. */
export interface OpenPromise extends MissedPromise {
  readonly passesAt: string;
}

export interface MissedPromisesState {
  /** In the order in which they were recorded. */
  readonly missedPromises: readonly MissedPromise[];
  /** Those that were kept or became moot too late, and are not recorded as missed yet. */
  readonly latePromises: readonly OpenPromise[];
}

/** What is read of the updates. */
export interface Promises extends MissedPromisesState, RenewalState {
  readonly updates: readonly {
    readonly id: string;
    readonly audience: Audience;
    readonly nextUpdateDueAt: string | null;
    readonly publishedAt: string;
    readonly recordedAt: string;
  }[];
}

/**
 * The promises that stand and were not missed yet. One whose time was past already when it was recorded, or when the
 * incident was taken up again, is given the policy's time from then on.
 */
export function openPromises(incident: Terms & Promises): OpenPromise[] {
  if (!isOpen(incident)) return [];
  const { termsSince, missedPromises, latePromises, renewal } = incident;
  const seconds = policyOf(incident).nextUpdateWithinSeconds;
  return standingPromises(incident.updates)
    .filter(({ id }) => [...missedPromises, ...latePromises].every(({ updateId }) => updateId !== id))
    .map((update) => {
      const { id, audience, nextUpdateDueAt, publishedAt, recordedAt } = update;
      const published = { occurredAt: publishedAt, recordedAt };
      const since = isAfter(termsSince.recordedAt, recordedAt) ? termsSince : published;
      const passesAt = unlessPast(dueOf(update, renewal), since, seconds);
      return { updateId: id, audience, dueAt: nextUpdateDueAt, passesAt };
    });
}

/** The late promises once these updates were published, or other terms hold than before, or none, from this time on. */
export function lateAfter(
  incident: Terms & Promises,
  at: string,
  updates: Promises['updates'] = [],
): readonly OpenPromise[] {
  const standing = standingPromises(updates).map(({ id }) => id);
  const late = openPromises(incident).filter(
    ({ passesAt, updateId }) => isAfter(at, passesAt) && !standing.includes(updateId),
  );
  return late.length === 0 ? incident.latePromises : [...incident.latePromises, ...late];
}
