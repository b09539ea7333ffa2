import type { Event } from '#decider';
import type { IncidentEvent } from './incident.js';
import type { Mention, Mentions } from './mention.js';
import { mentionsOfMerge } from './merge.js';
import { mentionsOfRecurrence } from './recurrence.js';

const mentions: Mentions<IncidentEvent> = { ...mentionsOfMerge, ...mentionsOfRecurrence };

const byType: ReadonlyMap<string, Mention> = new Map<string, Mention>(Object.entries(mentions));

/** What is left of an event. */
export interface Redacted {
  /** The event in a sentence. */
  readonly text: string;
  readonly data: { readonly redacted: true };
}

/** An event as the log has it: what was not written by Sitrep may have no data. */
type Logged = Pick<Event, 'type'> & { readonly data: object | null };

/**
 * What is left of an event of an incident for who may not see each other incident that it names; undefined where it
 * names none, or they may see them all.
 *
 * @param isSeen whether they may see the incident with this UUID
 */
export function redactionOf({ type, data }: Logged, isSeen: (id: string) => boolean): Redacted | undefined {
  const mention = byType.get(type);
  if (!mention) return undefined;
  const fields = new Map<string, unknown>(Object.entries(data ?? {}));
  const named = mention.by.map((field) => fields.get(field)).filter((id) => id !== undefined);
  if (named.every((id) => typeof id === 'string' && isSeen(id))) return undefined;
  return { text: mention.unnamed, data: { redacted: true } };
}
