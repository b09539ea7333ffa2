import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { ViewsUnavailable } from '../errors.js';
import { discard } from '../file.js';
import { Reader } from '../reading/reader.js';
import type { BuilderSettings } from './builder.js';
import type { Moment } from './moment.js';
import type { Extent } from './taking-over.js';

export interface PastFilesOptions {
  /** The directory of the views, which only this process uses: the files are in one of their own there. */
  readonly directory: string;
  /** The log, as `openEventLog` takes it. */
  readonly log: string;
  /** Today's views: their file, and a number that changes when another takes its place or what it has of the past does. */
  readonly views: { readonly file: string; readonly generation: number };
}

/** How many files are kept, and how many may be asked for at once. */
const KEPT = 4;
const MOST_WAITING = 8;
/** What reading one of them may take of memory, in KiB. */
const CACHE_KIB = 8192;

interface PastFile {
  readonly key: string;
  readonly file: string;
  readonly generation: number;
  /** Settles once the file is whole. */
  readonly built: Promise<Reader>;
  done: boolean;
}

/**
 * Files of the views as they were, made one at a time by a thread of their own; the last few are kept. They are gone
 * when the service ends, and what a crash leaves behind, at the next start.
 */
export class PastFiles {
  readonly #directory: string;
  /** The one that was used last comes last. */
  #files: readonly PastFile[] = [];
  #turn: Promise<unknown> = Promise.resolve();
  #made = 0;
  #worker: Worker | undefined;
  #closed = false;

  constructor(private readonly options: PastFilesOptions) {
    this.#directory = join(options.directory, 'as-of');
    rmSync(this.#directory, { recursive: true, force: true });
  }

  /**
   * Reads the views as they were at a moment, once their file is made. That goes on though nobody waits any longer, so
   * that asking again finds it.
   *
   * @throws ViewsUnavailable when too many are asked for, the file cannot be made, or the views are made anew meanwhile
   */
  open({ position = '' }: Moment, extent: Extent): Promise<Reader> {
    if (this.#closed) return Promise.reject(new ViewsUnavailable('The views are closed.'));
    const { generation } = this.options.views;
    const found = this.#files.find(
      ({ key, generation: of }) =>
        of === generation && (key === keyOf(position, extent) || key === keyOf(position, 'LISTS')),
    );
    if (found) {
      this.#files = [...this.#files.filter((each) => each !== found), found];
      return found.built;
    }
    if (this.#files.filter(({ done }) => !done).length >= MOST_WAITING)
      return Promise.reject(
        new ViewsUnavailable('Too many moments of the past are asked for at once; ask again in a while.'),
      );
    return this.#begin(position, extent);
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#worker?.terminate();
    await this.#turn;
    for (const file of this.#files) await this.#drop(file);
    rmSync(this.#directory, { recursive: true, force: true });
  }

  #begin(position: string, extent: Extent): Promise<Reader> {
    const { log, views } = this.options;
    const { generation } = views;
    const file = join(this.#directory, `${String(++this.#made)}.db`);
    const settings: BuilderSettings = { file, views: views.file, log, position, extent };
    const built = this.#turn.then(() => this.#build(settings, generation));
    const past: PastFile = { key: keyOf(position, extent), file, generation, built, done: false };
    this.#files = [...this.#files, past];
    this.#turn = built
      .then(
        () => {
          past.done = true;
          return this.#keepFew();
        },
        () => {
          this.#files = this.#files.filter((each) => each !== past);
          discard(file);
        },
      )
      // A file that cannot be removed is removed at the next start.
      .catch(() => undefined);
    return built;
  }

  async #build(settings: BuilderSettings, generation: number): Promise<Reader> {
    if (this.#closed) throw new ViewsUnavailable('The views are closed.');
    mkdirSync(this.#directory, { recursive: true });
    await this.#run(settings);
    if (generation !== this.options.views.generation)
      throw new ViewsUnavailable('The views have changed meanwhile; ask again in a moment.');
    const reader = new Reader((reason) => {
      throw new ViewsUnavailable(`A file of the past is damaged: ${reason}`);
    });
    reader.open(settings.file, { cacheKiB: CACHE_KIB, mapBytes: 0 });
    return reader;
  }

  #run(settings: BuilderSettings): Promise<void> {
    const worker = new Worker(new URL('./builder.js', import.meta.url), { workerData: settings });
    this.#worker = worker;
    return new Promise((resolve, reject) => {
      worker.on('error', (cause) => {
        const message = 'What was known then could not be put together; ask again in a while.';
        reject(new ViewsUnavailable(message, { cause }));
      });
      worker.on('exit', (code) => {
        this.#worker = undefined;
        if (code === 0) resolve();
        else reject(new ViewsUnavailable('The views were closed while the past was put together.'));
      });
    });
  }

  async #keepFew(): Promise<void> {
    const done = this.#files.filter((each) => each.done);
    const old = done.filter(({ generation }) => generation !== this.options.views.generation);
    const beyond = done.filter((each) => !old.includes(each)).slice(0, -KEPT);
    for (const each of [...old, ...beyond]) await this.#drop(each);
  }

  async #drop(past: PastFile): Promise<void> {
    this.#files = this.#files.filter((each) => each !== past);
    const reader = await past.built.catch(() => undefined);
    reader?.close();
    discard(past.file);
  }
}

const keyOf = (position: string, extent: Extent): string => `${extent} ${position}`;
