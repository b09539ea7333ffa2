/**
 * What goes into a column is checked as it is worked out, event by event: the database would say no only when the
 * batch is written, when the event that is to blame can no longer be told.
 */
export function text(value: unknown, name: string): string {
  if (typeof value !== 'string') throw new TypeError(`${name} is ${kind(value)}, not text`);
  return value;
}

export const optional = <T>(
  column: (value: unknown, name: string) => T,
  value: unknown,
  name: string,
): T | null => (value === null || value === undefined ? null : column(value, name));

/** A whole number, from 0 on. */
export function count(value: unknown, name: string): number {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value;
  throw new TypeError(`${name} is ${kind(value)}, not a whole number`);
}

/** As SQLite has it: 0 or 1. */
export function flag(value: unknown, name: string): 0 | 1 {
  if (typeof value !== 'boolean') throw new TypeError(`${name} is ${kind(value)}, not true or false`);
  return value ? 1 : 0;
}

/** What will not happen happens after everything else. */
export const NEVER = '9999-12-31T23:59:59.999Z';

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/** Whether it is RFC 3339 in UTC with milliseconds: the order of such times as text is the order of time. */
export const isInstant = (value: unknown): value is string =>
  typeof value === 'string' && INSTANT.test(value);

/** RFC 3339 in UTC with milliseconds, of any RFC 3339 time. */
export function instant(value: unknown, name: string): string {
  if (isInstant(value)) return value;
  const time = typeof value === 'string' ? Date.parse(value) : NaN;
  if (Number.isNaN(time)) throw new TypeError(`${name} is ${kind(value)}, not a time`);
  return new Date(time).toISOString();
}

export function list(value: unknown, name: string): readonly unknown[] {
  if (!Array.isArray(value)) throw new TypeError(`${name} is ${kind(value)}, not a list`);
  return value;
}

function kind(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.slice(0, 40));
  return value === null ? 'null' : Array.isArray(value) ? 'a list' : typeof value;
}
