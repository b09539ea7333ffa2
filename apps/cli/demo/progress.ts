import type { WriteStream } from 'node:tty';

/** A line that says how far it is, at a terminal; nothing is written anywhere else. */
export function progressLine(stream: Pick<WriteStream, 'isTTY' | 'write'>) {
  const write = (text: string) => {
    if (stream.isTTY) stream.write(text);
  };
  return {
    show: (done: number, steps: number): void => {
      if (done % 50 === 0 || done === steps)
        write(`\r${done.toLocaleString('en')} of ${steps.toLocaleString('en')} commands`);
    },
    /** Takes the line away again. */
    end: (): void => {
      write('\r\u001b[K');
    },
  };
}
