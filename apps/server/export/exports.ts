import { once } from 'node:events';
import { Readable, pipeline } from 'node:stream';
import { createGzip } from 'node:zlib';
import { type BeforeApplicationShutdown, Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { type ExportOptions, RecordAltered, chunksOf, exportLog, exportStream, exportWindow } from '#audit';
import { type EventLog, openEventLog } from '#event-log';
import { type Config, logUrlOf } from '../config/config.js';
import { recordAltered, unavailable } from '../graphql/errors.js';
import { Notary } from '../notary/notary.js';
import { CONFIG, LOGGER } from '../tokens.js';

/** What to export. */
export type Extent =
  | { readonly kind: 'log' }
  | { readonly kind: 'stream'; readonly stream: string }
  | { readonly kind: 'window'; readonly from?: string | undefined; readonly to?: string | undefined };

interface Options {
  readonly isPacked: boolean;
  /** Ends it. Its reason is what the export fails with as long as there are no bytes. */
  readonly signal: AbortSignal;
}

/** Each reads all of the log, beside everything else that this process does. */
const MOST_AT_ONCE = 2;

/** The exports that this node has under way. */
@Injectable()
export class Exports implements BeforeApplicationShutdown {
  readonly #stopping = new AbortController();
  #running = 0;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(Notary) private readonly notary: Pick<Notary, 'exportSeal'>,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Those under way end unfinished, which is seen from their missing last line. */
  beforeApplicationShutdown(): void {
    this.#stopping.abort(unavailable('This node stops. Ask another one, or try again later.'));
  }

  /**
   * Begins an export. It goes on as fast as it is read, and ends when the stream is destroyed.
   *
   * @returns its bytes, once there are any; they end with an error where it is found later that the log is altered
   * @throws ApiError UNAVAILABLE while there are enough of them, RECORD_ALTERED where it cannot be signed
   */
  async start(extent: Extent, { isPacked, signal }: Options): Promise<Readable> {
    if (this.#running >= MOST_AT_ONCE)
      throw unavailable(`${MOST_AT_ONCE} exports are under way on this node. Try again later.`);
    const seal = orRefused(() => this.notary.exportSeal());
    this.#running += 1;
    // One of its own, since events go out in the very shape in which they were written.
    const log = await openEventLog(logUrlOf(this.config), { knownSound: true }).catch((error: unknown) => {
      this.#running -= 1;
      throw error;
    });
    const ending = AbortSignal.any([signal, this.#stopping.signal]);
    const lines = linesOf(log, extent, { seal, signal: ending });
    const plain = Readable.from(chunksOf(lines), { objectMode: false });
    const end = () => plain.destroy(new Error('The export ends unfinished'));
    ending.addEventListener('abort', end);
    plain.once('close', () => {
      this.#running -= 1;
      ending.removeEventListener('abort', end);
      log.close().catch((error: unknown) => {
        this.logger.warn({ err: error }, 'the log of an export could not be closed');
      });
    });
    plain.once('error', (error) => {
      this.logger.warn({ err: error }, 'an export failed or was left');
    });
    // A log that has all been read by then, as that for the proofs of a part has, is refused with a reason.
    await once(plain, 'readable').catch((error: unknown) => refuse(ending.aborted ? ending.reason : error));
    if (!isPacked) return plain;
    return pipeline(plain, createGzip(), () => undefined);
  }
}

function linesOf(log: EventLog, extent: Extent, options: ExportOptions): AsyncIterable<string> {
  switch (extent.kind) {
    case 'log':
      return exportLog(log, options);
    case 'stream':
      return exportStream(log, extent.stream, options);
    case 'window':
      return exportWindow(log, extent, options);
  }
}

function orRefused<T>(act: () => T): T {
  try {
    return act();
  } catch (error) {
    return refuse(error);
  }
}

function refuse(error: unknown): never {
  throw error instanceof RecordAltered ? recordAltered(error.message) : error;
}
