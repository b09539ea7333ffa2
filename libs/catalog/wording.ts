const units = [
  ['d', 24 * 60 * 60],
  ['h', 60 * 60],
  ['min', 60],
  ['s', 1],
] as const;

/** A duration as people read it: 5400 seconds are `1 h 30 min`. */
export function duration(seconds: number): string {
  let rest = seconds;
  const parts = units.flatMap(([unit, size]) => {
    const count = Math.floor(rest / size);
    rest -= count * size;
    return count === 0 ? [] : [`${count} ${unit}`];
  });
  return parts.length === 0 ? '0 s' : parts.join(' ');
}

/** A text of people within a sentence. */
export const quoted = (text: string): string =>
  text === '' ? 'none' : `“${text.length <= 100 ? text : `${text.slice(0, 99)}…`}”`;

export const listed = (items: readonly string[]): string => (items.length === 0 ? 'none' : items.join(', '));

export const orNone = (value: string | number | null): string => (value === null ? 'none' : String(value));

export const percent = (part: number | null): string =>
  part === null ? 'none' : `${Number((part * 100).toFixed(6))} %`;
