/** The text for a sentence of the timeline: whole unless long, then cut between words. */
export function excerpt(text: string): string {
  if (text.length <= 500) return text;
  const cut = /^.{1,500}(?=\s)/su.exec(text) ?? /^.{1,500}/su.exec(text);
  return cut ? `${cut[0].trimEnd()}…` : text;
}

/** A sentence with its reason or remark, where there is one. */
export const withReason = (sentence: string, reason: string | undefined): string =>
  reason === undefined ? sentence : `${sentence}: ${excerpt(reason)}`;

/** A time as people read it: `2026-11-21 10:30 UTC`. */
export const clockTime = (time: string): string =>
  `${new Date(time).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
