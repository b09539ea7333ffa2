import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { InvalidArgumentError } from 'commander';
import type { Progress } from '../progress.js';

/**
 * For what reads a file more than once: what comes through a pipe is gone after the first time, and would seem to be
 * damaged.
 *
 * @throws InvalidArgumentError for standard input (also as `-`), a pipe or a device
 */
export async function mustBeKept(file: string): Promise<void> {
  const found = file === '-' ? undefined : await stat(file);
  // What a directory is told when it is read says enough.
  if (found?.isFile() || found?.isDirectory()) return;
  throw new InvalidArgumentError(
    `${file} is not a file that can be read more than once: save it to a file first.`,
  );
}

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
