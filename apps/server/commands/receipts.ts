import { type EventLog, type NewEvent, OutcomeUnknown, type RecordedEvent } from '#event-log';
import { idempotencyMismatch } from '../graphql/errors.js';
import type { Attempt } from './envelope.js';
import type { Order, Receipt } from './execute.js';
import type { Known } from './streams.js';

/**
 * What the log has where the events were appended: of several the append told only the last one's position.
 *
 * @throws OutcomeUnknown they are recorded, but cannot be read: a retry tells
 */
export async function readBack(
  log: EventLog,
  stream: string,
  events: readonly NewEvent[],
  revision: number,
): Promise<RecordedEvent[]> {
  const found: RecordedEvent[] = [];
  const from = revision - events.length + 1;
  try {
    for await (const event of log.read(stream, { from, limit: events.length })) found.push(event);
  } catch (cause) {
    throw new OutcomeUnknown(`What was appended to ${stream} cannot be read back`, { cause });
  }
  return found;
}

/** Whether an event was recorded by this try of a command: other tries have the same ids, but their own times. */
export const isOf =
  ({ now }: Attempt, { caller }: Order) =>
  ({ metadata: { $correlationId, recordedAt } }: RecordedEvent): boolean =>
    recordedAt === now && $correlationId === caller.correlationId;

/**
 * The answer to a command that is recorded already.
 *
 * @param mine what the log has of it
 * @throws ApiError IDEMPOTENCY_MISMATCH where its key was used for another input
 */
export function replay(id: string, { fingerprint }: Attempt, mine: readonly RecordedEvent[]): Receipt {
  const last = mine.at(-1);
  if (!last || last.metadata.fingerprint !== fingerprint) throw idempotencyMismatch();
  return { id, revision: last.revision, position: last.position, events: mine, replayed: true };
}

/** The answer to a command that had nothing to record. */
export function unchanged(id: string, { position, revision }: Known): Receipt {
  if (revision === 'none' || position === undefined) {
    throw new Error('A command that creates something recorded nothing');
  }
  return { id, revision, position, events: [], replayed: false };
}
