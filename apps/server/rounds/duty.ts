import type { Caller } from '../access/caller.js';
import { v4 as uuid } from 'uuid';
import { sitrep } from '#access';
import type { Execute } from '../commands/execute.js';

/**
 * Work that Sitrep does by itself, on every node. What is open is told by the views alone, so that it keeps no place
 * of its own; and its commands name themselves by what they are about, so that doing one again changes nothing.
 */
export interface Duty {
  readonly name: string;
  /** What is to be done by this time, the most urgent first, and at most so many. */
  due(now: string, limit: number): readonly Task[];
  /** When there will be more to do if nothing else happens; undefined where there will not. */
  next(now: string): string | undefined;
  /** Has the listener called, from then on, when there is more to do of which neither the clock nor the views tell. */
  onMore?(listener: () => void): void;
}

/** One command that is due. */
export interface Task {
  /** Its idempotency key: the same on every node, and at every retry. */
  readonly key: string;
  readonly order: Execute;
}

/** Sitrep itself as the caller of a command. */
export const sitrepItself = (source: string): Caller => ({
  principal: sitrep,
  correlationId: uuid(),
  source,
});
