import { Finding } from './finding.js';
import { lineName } from './wording.js';

export interface Line {
  /** From 1 on. */
  readonly number: number;
  /** Without the line feed. */
  readonly text: string;
  /** With it, as it stands in the file. */
  readonly bytes: Uint8Array;
}

/** Longer than any event that a log takes, with its proof. */
const LONGEST_LINE_BYTES = 8 * 1024 * 1024;
const LINE_FEED = 0x0a;
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * The lines of a file, in memory one after the other.
 *
 * @throws Finding where one is cut off, too long, or not UTF-8
 */
export async function* linesOf(file: AsyncIterable<Uint8Array>): AsyncGenerator<Line, void> {
  let number = 1;
  let pieces: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of file) {
    let start = 0;
    for (let end = chunk.indexOf(LINE_FEED); end !== -1; end = chunk.indexOf(LINE_FEED, start)) {
      pieces.push(chunk.subarray(start, end + 1));
      yield line(number, pieces.length === 1 && pieces[0] ? pieces[0] : Buffer.concat(pieces));
      number += 1;
      pieces = [];
      length = 0;
      start = end + 1;
    }
    if (start === chunk.length) continue;
    pieces.push(chunk.subarray(start));
    length += chunk.length - start;
    if (length > LONGEST_LINE_BYTES)
      throw new Finding('DAMAGED_FILE', { line: number }, `${lineName(number)} is longer than any event is.`);
  }
  if (pieces.length > 0)
    throw new Finding('TRUNCATED', { line: number }, `${lineName(number)} is cut off: the file ends in it.`);
}

function line(number: number, bytes: Uint8Array): Line {
  try {
    return { number, bytes, text: utf8.decode(bytes.subarray(0, -1)) };
  } catch {
    const message = `${lineName(number)} was altered: it is not UTF-8 any more.`;
    throw new Finding('ALTERED', { line: number }, message);
  }
}
