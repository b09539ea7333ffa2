import { existsSync, readFileSync } from 'node:fs';
import { open, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/**
 * The newest signed note, in the file `checkpoint` of the data directory. It shows when events are missing at the end
 * of the log, which has no means to tell by itself. Whoever can cut the log can change the file beside it, too: what
 * really helps is a copy that is kept elsewhere.
 */
export class CheckpointFile {
  readonly #path: string;
  #written: Promise<void> = Promise.resolve();

  constructor(dataDir: string) {
    this.#path = join(dataDir, 'checkpoint');
  }

  /** What it holds; undefined where there is no such file. */
  read(): string | undefined {
    return existsSync(this.#path) ? readFileSync(this.#path, 'utf8') : undefined;
  }

  /** Puts a note in the place of the one before, whole or not at all, one after the other. */
  write(note: string): Promise<void> {
    const written = this.#written.then(() => this.#replace(note));
    this.#written = written.catch(() => undefined);
    return written;
  }

  async #replace(note: string): Promise<void> {
    const unfinished = `${this.#path}.new`;
    const file = await open(unfinished, 'w');
    try {
      await file.writeFile(note);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(unfinished, this.#path);
    const directory = await open(dirname(this.#path));
    await directory.sync().finally(() => directory.close());
  }
}
