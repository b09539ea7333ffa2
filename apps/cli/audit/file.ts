import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { Progress } from '../progress.js';

/** The bytes of a file; says how far it is. */
export async function* readFile(file: string, progress: Progress): AsyncGenerator<Uint8Array, void> {
  const { size } = await stat(file);
  let read = 0;
  for await (const chunk of createReadStream(file, { highWaterMark: 256 * 1024 })) {
    // A stream without an encoding gives buffers.
    const bytes = chunk as Buffer;
    read += bytes.length;
    progress.show(read, size);
    yield bytes;
  }
}
