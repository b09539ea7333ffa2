import { type CommandContext, isAfter, plusSeconds } from '#decider';
import { type IncidentCore, type Moment, isOpen } from './core.js';
import { policyOf } from './policy.js';
import { refusal } from './rules.js';

/** For whom an update is, from the narrowest on: each reaches the ones before it as well. */
export const audiences = ['INTERNAL', 'STAKEHOLDERS', 'PUBLIC'] as const;
export type Audience = (typeof audiences)[number];

/** What an update promised: when the next one comes; null where it promised none. */
interface Promising {
  readonly audience: Audience;
  readonly nextUpdateDueAt: string | null;
  readonly publishedAt: string;
}

interface Recorded {
  readonly recordedAt: string;
}

/** An incident that was over is worked on again: promises from before whose time has passed have another one. */
interface Renewal {
  /** When that was recorded. */
  readonly at: string;
  /** What the policy gives from then on. */
  readonly dueAt: string;
}

export interface RenewalState {
  /** The last one; null where it was never reopened after it was over. */
  readonly renewal: Renewal | null;
}

/**
 * When the next update is due after the one being published: as it says, else as the policy of the severity says.
 * Undefined where none is promised: after the last one, and by default once the incident is no longer open.
 */
export function promiseOfNext(
  { nextUpdateDueAt, last }: { nextUpdateDueAt?: string; last?: boolean },
  incident: IncidentCore,
  { occurredAt }: CommandContext,
): string | undefined {
  if (nextUpdateDueAt !== undefined) {
    if (last === true) throw refusal('LAST_UPDATE_HAS_NO_NEXT');
    if (!isAfter(nextUpdateDueAt, occurredAt)) throw refusal('NEXT_UPDATE_NOT_LATER');
    return nextUpdateDueAt;
  }
  if (last === true || !isOpen(incident)) return undefined;
  return plusSeconds(occurredAt, policyOf(incident).nextUpdateWithinSeconds);
}

/**
 * The earliest promise that stands after these updates; null where none does. An update keeps the promises made to
 * everyone whom it reaches, so what stands for an audience is what the last update to reach it promised.
 */
export const standingPromise = (
  updates: readonly (Promising & Recorded)[],
  renewal: Renewal | null,
): string | null =>
  standingPromises(updates)
    .map((update) => dueOf(update, renewal))
    .toSorted()[0] ?? null;

/** When the update is due that this one promised: at another time where that passed while the incident was over. */
export const dueOf = (
  { nextUpdateDueAt, recordedAt }: Recorded & { readonly nextUpdateDueAt: string },
  renewal: Renewal | null,
): string =>
  renewal && isAfter(renewal.at, recordedAt) && !isAfter(nextUpdateDueAt, renewal.at)
    ? renewal.dueAt
    : nextUpdateDueAt;

/** What becomes of the promises where an incident that was over is worked on again from this moment. */
export const renewalAt = (incident: IncidentCore, { recordedAt }: Moment): Renewal => ({
  at: recordedAt,
  dueAt: plusSeconds(recordedAt, policyOf(incident).nextUpdateWithinSeconds),
});

/** The updates whose promises stand after all of these, each once. */
export function standingPromises<U extends Promising>(
  updates: readonly U[],
): (U & { readonly nextUpdateDueAt: string })[] {
  const ordered = inTime(updates);
  const last = audiences.map((audience) => ordered.findLast((update) => reaches(update.audience, audience)));
  return [...new Set(last)].filter((update) => update !== undefined).filter(isPromising);
}

/** A promise of the next update, and when that came. */
export interface MadePromise {
  /** The update that made it. */
  readonly updateId: string;
  readonly audience: Audience;
  /** When it was made. */
  readonly promisedAt: string;
  readonly dueAt: string;
  /** When the next update came that reached everyone to whom it was made; null while none has. */
  readonly keptAt: string | null;
}

interface Published extends Promising {
  readonly id: string;
}

/** Everything that these updates promised, kept or not, in the order in which it was promised. */
export function promisesOf(updates: readonly Published[]): readonly MadePromise[] {
  const made: MadePromise[] = [];
  const next = new Map<Audience, string>();
  for (const { id: updateId, audience, nextUpdateDueAt: dueAt, publishedAt } of inTime(
    updates,
  ).toReversed()) {
    const keptAt = next.get(audience) ?? null;
    if (dueAt !== null) made.push({ updateId, audience, promisedAt: publishedAt, dueAt, keptAt });
    for (const reached of audiences) if (reaches(audience, reached)) next.set(reached, publishedAt);
  }
  return made.reverse();
}

/** Whether a promised update is late. What was promised is moot once the incident is resolved or over. */
export const isUpdateOverdue = (
  incident: Pick<IncidentCore, 'status'> & Pick<Promising, 'nextUpdateDueAt'>,
  now: string,
): boolean => isOpen(incident) && incident.nextUpdateDueAt !== null && isAfter(now, incident.nextUpdateDueAt);

/**
 * In the order in which they were published; at the same instant, in that of the log. One that is entered late takes
 * its place: it neither takes the place of a later one nor keeps what was promised after it.
 */
const inTime = <U extends Promising>(updates: readonly U[]): readonly U[] =>
  updates.toSorted((one, other) => Date.parse(one.publishedAt) - Date.parse(other.publishedAt));

const reaches = (audience: Audience, other: Audience): boolean =>
  audiences.indexOf(audience) >= audiences.indexOf(other);

const isPromising = <U extends Promising>(update: U): update is U & { readonly nextUpdateDueAt: string } =>
  update.nextUpdateDueAt !== null;
