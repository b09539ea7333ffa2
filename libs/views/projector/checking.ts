import { type EventLog, InvalidPosition, type Position } from '#event-log';
import type { Checkpoint } from './bookkeeping.js';

/** The views were made of another log, or of one that was since put back to an earlier state. */
export class OtherLog extends Error {
  override readonly name = 'OtherLog';
}

/**
 * Checks that the log still has the event at which the views stand.
 * @throws OtherLog when it has another in its place, or none
 */
export async function checkSameLog(log: EventLog, checkpoint: Checkpoint): Promise<void> {
  const { stream, revision, eventId, position } = checkpoint;
  const head = await log.head();
  if (head === undefined || head < position) throw otherLog(checkpoint, head);
  for await (const event of log.read(stream, { from: revision, limit: 1 }))
    if (event.id === eventId && event.position === position) return;
  throw otherLog(checkpoint, head);
}

/** Whether the error says that the position of the views is none of this log. */
export const saysOtherLog = (error: unknown): boolean =>
  error instanceof OtherLog || error instanceof InvalidPosition;

const otherLog = ({ position }: Checkpoint, head: Position | undefined): OtherLog =>
  new OtherLog(
    `The views stand at ${position}, which this log does not have (it ends at ${head ?? 'nothing'})`,
  );
