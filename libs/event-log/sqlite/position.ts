import { InvalidPosition } from '../errors.js';
import type { Position } from '../event.js';

/** As many digits as the largest number that JavaScript counts exactly: string order is log order. */
const DIGITS = 16;
const SHAPE = /^[0-9]{16}$/;

/** The position of the `place`th event of the log, from 1 on. */
export const positionOf = (place: number): Position => String(place).padStart(DIGITS, '0');

/**
 * The place in the log that a position names, in a log that has `head` events. A position beyond the head is from
 * another log, or from this one before a backup was restored: waiting there would skip events.
 */
export function placeOf(position: Position, head: number): number {
  if (!isPlace(position, head)) throw new InvalidPosition(position);
  return Number(position);
}

/** Whether a position is that of an event, in a log that has `head` events. */
export const isPlace = (position: Position, head: number): boolean =>
  SHAPE.test(position) && Number(position) >= 1 && Number(position) <= head;
