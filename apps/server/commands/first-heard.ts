import { isUUID } from 'class-validator';
import type { AnyDecider, StateOf } from '#decider';
import type { EventLog } from '#event-log';

/**
 * A thing as the first event of its stream tells of it, where the views may be behind; undefined where nobody told.
 *
 * @throws what the log throws
 */
export async function firstHeard<D extends AnyDecider>(
  log: EventLog,
  decider: D,
  id: string,
): Promise<StateOf<D> | undefined> {
  if (!isUUID(id)) return undefined;
  for await (const event of log.read(`${decider.category}-${id}`, { limit: 1 }))
    // A decider evolves states of its own.
    return decider.evolve(undefined, { event, facts: event.metadata }) as StateOf<D> | undefined;
  return undefined;
}
