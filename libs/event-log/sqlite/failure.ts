import { LogCorrupt, LogUnavailable, OutcomeUnknown } from '../errors.js';

/** Why SQLite could not do something, in a form that crosses threads. */
export interface Failure {
  readonly kind: 'unavailable' | 'unknown' | 'corrupt';
  readonly message: string;
}

const DAMAGE = /^SQLITE_(?:CORRUPT|NOTADB)/;
/** The commit may have reached the disk or not: only a restart would tell. */
const HALF_SYNCED = /^SQLITE_IOERR_(?:DIR_)?FSYNC/;
const REASONS: readonly (readonly [RegExp, string])[] = [
  [DAMAGE, 'it is damaged or not an event log of Sitrep. Restore it from a backup; it was left as it is'],
  [HALF_SYNCED, 'the disk failed while a commit was synced'],
  [/^(?:SQLITE_FULL|ENOSPC)/, 'the disk is full. Free some space; nothing was recorded'],
  [/^SQLITE_(?:IOERR|NOLFS)/, 'the disk failed or refused to take more. Nothing was recorded'],
  [/^SQLITE_(?:BUSY|LOCKED)/, 'another process keeps it locked. Nothing was recorded'],
  [
    /^SQLITE_(?:READONLY|PERM|AUTH)/,
    'it may not be written. Give its owner write access to it and its folder',
  ],
  [
    /^(?:SQLITE_(?:CANTOPEN|READONLY|PERM|AUTH)|EACCES|EPERM|EROFS)/,
    'Sitrep must be able to read and write it and its folder',
  ],
];

/** @param error whatever was thrown by work on the log's `file` */
export function failureOf(error: unknown, file: string): Failure {
  const { code, message: detail } = partsOf(error);
  const reason = REASONS.find(([pattern]) => pattern.test(code))?.[1];
  return {
    kind: DAMAGE.test(code) ? 'corrupt' : HALF_SYNCED.test(code) ? 'unknown' : 'unavailable',
    message: `The event log ${file} cannot be used: ${reason === undefined ? detail : `${reason} (${code}: ${detail})`}`,
  };
}

export function errorOf({ kind, message }: Failure): Error {
  switch (kind) {
    case 'corrupt':
      return new LogCorrupt(message);
    case 'unknown':
      return new OutcomeUnknown(message);
    case 'unavailable':
      return new LogUnavailable(message);
  }
}

/** By their shape: the errors of SQLite and of Node may have another realm's classes. */
function partsOf(error: unknown): { code: string; message: string } {
  if (typeof error !== 'object' || error === null) return { code: '', message: String(error) };
  return {
    code: 'code' in error ? String(error.code) : '',
    message: 'message' in error ? String(error.message) : 'no reason given',
  };
}
