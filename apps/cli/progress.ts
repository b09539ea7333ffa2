import type { WriteStream } from 'node:tty';

export interface Progress {
  /** How much is done, and of how much, where that is known. */
  readonly show: (done: number, all?: number) => void;
  /** Takes the line away again. */
  readonly end: () => void;
}

const BAR_LENGTH = 24;
/** No eye follows more. */
const PAUSE_MS = 100;

/** A line with a bar that says how far it is, at a terminal; nothing is written anywhere else. */
export function progressBar(
  stream: Pick<WriteStream, 'isTTY' | 'write'>,
  things: string,
  now: () => number = Date.now,
): Progress {
  if (!stream.isTTY) return { show: () => undefined, end: () => undefined };
  let shownAt = -Infinity;
  return {
    show: (done, all) => {
      if (now() - shownAt < PAUSE_MS && done !== all) return;
      shownAt = now();
      stream.write(`\r${all === undefined ? counted(done) : bar(done, all)} ${things}\u001b[K`);
    },
    end: () => {
      stream.write('\r\u001b[K');
    },
  };
}

function bar(done: number, all: number): string {
  const part = all === 0 ? 1 : Math.min(1, done / all);
  const filled = '█'.repeat(Math.round(part * BAR_LENGTH)).padEnd(BAR_LENGTH, '░');
  return `${filled} ${Math.floor(part * 100)} %  ${counted(done)} of ${counted(all)}`;
}

const counted = (number: number): string => number.toLocaleString('en');
