import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ExportedEvent, Importer, type Scope } from '#audit';
import { type EventLog, openEventLog } from '#event-log';
import type { Views } from '#views';

/** What was asked to recompute cannot be, from what there is. */
export class NotRecomputable extends Error {
  override readonly name = 'NotRecomputable';
}

/**
 * Computes from the events of an export alone what the service answers from its log, by the same code: the events go
 * into a log and views of their own, in a directory that is removed afterwards.
 */
export class Recomputing {
  readonly #importer: Importer;

  private constructor(
    private readonly directory: string,
    private readonly log: EventLog,
  ) {
    this.#importer = new Importer(log);
  }

  static async begin(): Promise<Recomputing> {
    const directory = await mkdtemp(join(tmpdir(), 'sitrep-verify-'));
    return new Recomputing(directory, await openEventLog(urlIn(directory)));
  }

  /** Takes the next event, which was found right. */
  take(event: ExportedEvent): Promise<void> {
    return this.#importer.take(event);
  }

  /** @throws NotRecomputable for a window, which lacks what was before it */
  async end<T>({ kind }: Scope, use: (views: Views) => T): Promise<T> {
    if (kind === 'window')
      throw new NotRecomputable(
        'What was recorded in a window does not tell what was before: export an incident or the whole log to recompute from it.',
      );
    await this.#importer.end();
    const { Views } = await import('#views');
    const views = new Views({ directory: this.directory, log: urlIn(this.directory) });
    try {
      await views.caughtUp();
      return use(views);
    } finally {
      await views.close();
    }
  }

  async close(): Promise<void> {
    await this.log.close();
    await rm(this.directory, { recursive: true, force: true });
  }
}

const urlIn = (directory: string): string => `sqlite:${join(directory, 'events.db')}`;
