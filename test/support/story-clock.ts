/** How a story tells its times. */
export interface Clock {
  /** A time as the story tells it, in RFC 3339. */
  readonly at: (time: string) => string;
  /** The time of a line of the timeline. */
  readonly stamp: (time: string) => string;
  /** A text with its times as the story tells them. */
  readonly inWords?: (text: string) => string;
}

/** A story that begins on that day: `09:46` is on it, `2024-03-07 10:00` on another. */
export const beginningOn = (day: string): Clock => ({
  at: (time) => `${time.includes(' ') ? time.replace(' ', 'T') : `${day}T${time}`}:00.000Z`,
  stamp: (time) => time.slice('2024-'.length, '2024-03-05T09:46'.length).replace('T', ' '),
});

const MINUTE = 60_000;

/**
 * A story that goes on as it is told: `1:50` is so long after its beginning, which is so many milliseconds before the
 * first time that it tells.
 */
export function begunAgo(milliseconds: number): Clock {
  let begun: number | undefined;
  const beginning = () => (begun ??= Date.now() - milliseconds);
  const stamp = (time: string) => {
    const minutes = Math.floor(Date.parse(time) / MINUTE) - Math.floor(beginning() / MINUTE);
    return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;
  };
  return {
    at(time) {
      const [hours = NaN, minutes = NaN] = time.split(':').map(Number);
      return new Date(beginning() + (hours * 60 + minutes) * MINUTE).toISOString();
    },
    stamp,
    inWords: (text) =>
      text.replaceAll(/(\d{4}-\d\d-\d\d) (\d\d:\d\d) UTC/g, (_, day: string, time: string) =>
        stamp(`${day}T${time}:00Z`),
      ),
  };
}
