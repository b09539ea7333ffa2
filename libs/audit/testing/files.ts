import { chunksOf } from '../export/chunks.js';

const LINE_FEED = 0x0a;

/** All that it gives, as one buffer. */
export async function bytesOf(chunks: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = [];
  for await (const chunk of chunks) all.push(chunk);
  return Buffer.concat(all);
}

/** An export as a file has it. */
export const fileOf = (lines: AsyncIterable<string>): Promise<Buffer> => bytesOf(chunksOf(lines));

/** A file as it is read: in pieces that do not end where lines do. */
export async function* inPieces(file: Uint8Array, length = 10_000): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < file.length; at += length) yield file.subarray(at, at + length);
  await Promise.resolve();
}

/** The lines of a file, each with its line feed. */
export function linesIn(file: Uint8Array): Uint8Array[] {
  const lines: Uint8Array[] = [];
  for (let start = 0; start < file.length;) {
    const feed = file.indexOf(LINE_FEED, start);
    const end = feed === -1 ? file.length : feed + 1;
    lines.push(file.subarray(start, end));
    start = end;
  }
  return lines;
}
