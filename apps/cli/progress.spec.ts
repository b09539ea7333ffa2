import { describe, expect, it } from '@jest/globals';
import { progressBar } from './progress.js';

function written(isTTY: boolean): string[] {
  const texts: string[] = [];
  let clock = 0;
  const stream = {
    isTTY,
    write: (text: string | Uint8Array) => {
      texts.push(text.toString());
      return true;
    },
  };
  const progress = progressBar(stream, 'events', () => clock);
  for (const done of [15, 16, 30, 60]) {
    progress.show(done, 60);
    clock += 60;
  }
  progress.show(1234);
  progress.end();
  return texts;
}

describe('The progress of long work', () => {
  it('is told now and then at a terminal, and taken away at the end', () => {
    expect(written(true)).toEqual([
      '\r██████░░░░░░░░░░░░░░░░░░ 25 %  15 of 60 events\u001b[K',
      '\r████████████░░░░░░░░░░░░ 50 %  30 of 60 events\u001b[K',
      '\r████████████████████████ 100 %  60 of 60 events\u001b[K',
      '\r\u001b[K',
    ]);
  });

  it('is not told where nobody watches', () => {
    expect(written(false)).toEqual([]);
  });
});
