import { InvalidPosition } from '../errors.js';
import type { Position } from '../event.js';

/** A position as the server has it: where the event's commit and the event itself are, in bytes from the log's start. */
export interface LogPosition {
  readonly commit: bigint;
  readonly prepare: bigint;
}

const DIGITS = 19;
const SHAPE = /^[0-9]{19}-[0-9]{19}$/;
const MAX = 2n ** 63n - 1n;

/** Both halves padded with zeros, so that the order of the strings is the order of the log. */
export function toPosition({ commit, prepare }: LogPosition): Position {
  const padded = commit.toString().padStart(DIGITS, '0');
  return `${padded}-${prepare === commit ? padded : prepare.toString().padStart(DIGITS, '0')}`;
}

/** @throws InvalidPosition it cannot be one; whether the log has an event there, only the log can tell */
export function fromPosition(position: Position): LogPosition {
  if (!SHAPE.test(position)) throw new InvalidPosition(position);
  const commit = BigInt(position.slice(0, DIGITS));
  const prepare = BigInt(position.slice(DIGITS + 1));
  if (prepare > commit || commit > MAX) throw new InvalidPosition(position);
  return { commit, prepare };
}
