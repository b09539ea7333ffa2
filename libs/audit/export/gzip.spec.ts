import { gunzipSync, gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Finding } from '../checking/finding.js';
import { bytesOf, inPieces } from '../testing/files.js';
import { packed, plain } from './gzip.js';

const text = Buffer.from(
  Array.from({ length: 300 }, (_, n) => `{"n":${n % 17},"text":"All quiet"}\n`).join(''),
);
let file: Buffer;

const unpacked = (bytes: Uint8Array, length?: number) => bytesOf(plain(inPieces(bytes, length)));

beforeAll(async () => {
  file = await bytesOf(packed(inPieces(text)));
});

describe('A packed export', () => {
  it('is smaller, and unpacks to what it was, with other tools as well', async () => {
    expect(file.length).toBeLessThan(text.length / 5);
    for (const length of [1, 57, 58, 59, 10_000]) expect(await unpacked(file, length)).toEqual(text);
    expect(gunzipSync(file)).toEqual(text);
  });

  it('may be empty', async () => {
    expect(await unpacked(await bytesOf(packed(inPieces(Buffer.alloc(0)))))).toEqual(Buffer.alloc(0));
  });

  it('is found damaged when any byte of it is another one, or when its end is missing', async () => {
    // The first two bytes tell that it is packed at all: what reads the lines finds them.
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 2, max: file.length - 1 }),
        fc.integer({ min: 1, max: 255 }),
        async (at, by) => {
          const altered = Buffer.from(file);
          altered[at] = (altered[at] ?? 0) ^ by;
          await expect(unpacked(altered)).rejects.toBeInstanceOf(Finding);
          await expect(unpacked(file.subarray(0, at))).rejects.toBeInstanceOf(Finding);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('is not taken from another packer, who says nothing of the bytes', async () => {
    await expect(unpacked(gzipSync(text))).rejects.toThrow(/unpack it first/);
  });
});
