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
  const place = SHAPE.test(position) ? Number(position) : 0;
  if (place < 1 || place > head) throw new InvalidPosition(position);
  return place;
}
