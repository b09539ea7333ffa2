/** The text for a sentence of the timeline: whole unless long, then cut between words. */
export function excerpt(text: string): string {
  if (text.length <= 500) return text;
  const cut = /^.{1,500}(?=\s)/su.exec(text) ?? /^.{1,500}/su.exec(text);
  return cut ? `${cut[0].trimEnd()}…` : text;
}

/** Words as a sentence begins. */
export const sentence = (words: string): string => `${words.charAt(0).toUpperCase()}${words.slice(1)}`;

/** A sentence with its reason or remark, where there is one. */
export const withReason = (sentence: string, reason: string | undefined): string =>
  reason === undefined ? sentence : `${sentence}: ${excerpt(reason)}`;

/** How much of an ISO time goes to the minute, the second and the millisecond. */
const precisions = [16, 19, 23];

/**
 * A time as people read it: `2026-11-21 10:30 UTC`; with seconds, or milliseconds, where it would read like one of the
 * other times in the sentence and is another.
 */
export function clockTime(time: string, ...besides: readonly (string | null)[]): string {
  const iso = new Date(time).toISOString();
  const others = besides.filter((other) => other !== null).map((other) => new Date(other).toISOString());
  const isTold = (length: number) =>
    others.every((other) => other === iso || other.slice(0, length) !== iso.slice(0, length));
  return `${iso.slice(0, precisions.find(isTold)).replace('T', ' ').replace('Z', '')} UTC`;
}

/** So many of a thing: `1 alert`, `3 alerts`. */
export const counted = (count: number, thing: string): string => `${count} ${thing}${count === 1 ? '' : 's'}`;

/** How long something takes, as people say it, to the second: `45 s`, `1 min 30 s`, `2 h`, `1 h 30 min`. */
export function lengthOfTime(seconds: number): string {
  const whole = Math.round(seconds);
  const parts = [
    [Math.floor(whole / 3600), 'h'],
    [Math.floor(whole / 60) % 60, 'min'],
    [whole % 60, 's'],
  ] as const;
  const told = parts.filter(([count]) => count > 0).map(([count, unit]) => `${count} ${unit}`);
  return told.length === 0 ? '0 s' : told.join(' ');
}
