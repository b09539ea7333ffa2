import { describe, expect, it } from '@jest/globals';
import { progressLine } from './progress.js';

function written(isTTY: boolean): string {
  let text = '';
  const line = progressLine({
    isTTY,
    write: (more: string | Uint8Array) => {
      text += more.toString();
      return true;
    },
  });
  for (const done of [1, 50, 51, 60]) line.show(done, 60);
  line.end();
  return text;
}

describe('The progress of the demo', () => {
  it('is told now and then at a terminal, and taken away at the end', () => {
    expect(written(true)).toBe('\r50 of 60 commands\r60 of 60 commands\r\u001b[K');
  });

  it('is not told where nobody watches', () => {
    expect(written(false)).toBe('');
  });
});
