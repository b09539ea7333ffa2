const DAY = 24 * 60 * 60 * 1000;
const SATURDAY = 6;
const SUNDAY = 0;

/**
 * The time so many working days later, RFC 3339 in UTC with milliseconds. Working days are Monday to Friday, in UTC;
 * the weekend does not count at all, so that what begins on Saturday begins with Monday, and what begins later is
 * never due earlier. Public holidays are not known.
 *
 * @param days a whole number, zero or more
 */
export function plusWorkingDays(time: string, days: number): string {
  let at = pastWeekend(Date.parse(time));
  for (let left = days; left > 0; left -= 1) {
    const next = new Date(at + DAY);
    at = next.getUTCDay() === SATURDAY ? at + 3 * DAY : at + DAY;
  }
  return new Date(at).toISOString();
}

/** The time itself on a working day; else the beginning of the next Monday. */
function pastWeekend(time: number): number {
  const day = new Date(time).getUTCDay();
  if (day !== SATURDAY && day !== SUNDAY) return time;
  const midnight = Math.floor(time / DAY) * DAY;
  return midnight + (day === SATURDAY ? 2 : 1) * DAY;
}
