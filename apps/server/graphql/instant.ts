const rfc3339 = /^(\d{4}-\d{2}-\d{2})T(?:[01]\d|2[0-3]):\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})$/i;

/** As long as a time in UTC with milliseconds is within the years that RFC 3339 can write. */
const LENGTH = '2026-11-21T10:30:00.000Z'.length;

/** A time as RFC 3339 has it, in UTC with milliseconds; undefined where the text is none. */
export function instantOf(text: string): string | undefined {
  const [, day] = rfc3339.exec(text) ?? [];
  if (day === undefined || !exists(day) || Number.isNaN(timeOf(text))) return undefined;
  const instant = toMilliseconds(text);
  // An offset may lead out of those years, whose order as text is no longer that of time.
  return instant.length === LENGTH ? instant : undefined;
}

/** The instant in UTC with milliseconds, as Sitrep records times; what is finer is cut off, not rounded. */
export const toMilliseconds = (instant: string): string => new Date(timeOf(instant)).toISOString();

const timeOf = (text: string): number => Date.parse(text.replace(/(\.\d{3})\d+/, '$1'));

/** JavaScript takes the 30th of February for a day in March. */
function exists(day: string): boolean {
  const midnight = Date.parse(`${day}T00:00:00Z`);
  return !Number.isNaN(midnight) && new Date(midnight).toISOString().startsWith(day);
}
