import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { Logger } from 'pino';
import {
  CHECKPOINTS_ID,
  type CheckpointCommand,
  type ExportSeal,
  checkpointText,
  checkpoints,
  signNote,
} from '#audit';
import type { EventLog } from '#event-log';
import { type LastCheckpoint, Views } from '#views';
import { Execute } from '../commands/execute.js';
import type { Config } from '../config/config.js';
import { type Duty, type Task, sitrepItself } from '../rounds/duty.js';
import { CONFIG, EVENT_LOG, LOGGER, SEAL } from '../tokens.js';
import { CheckpointFile } from './checkpoint-file.js';
import type { Seal } from './seal.js';
import { check, checkFile, checkLast, signedBefore } from './standing.js';

/** A part of the interval, at random, that each node waits longer, so that mostly one of them signs for all. */
const JITTER = 0.1;
/** How long the end of the service waits for the last checkpoint. */
const FINISHING_MS = 5_000;

/** Something waits for a checkpoint: after which one, and until when, by `performance.now()`, it may. */
interface Waiting {
  readonly after: number;
  readonly until: number;
}

/**
 * Seals the log: some time after something was recorded it signs how many events there are and the root of the Merkle
 * tree over them, and records that as an event. It signs nothing that contradicts what was signed before: where the
 * log is not what the last checkpoint says, it refuses, and says so until somebody has looked into it.
 *
 * Every node does so. The checkpoints are one stream, whose revision lets one of them win; the others take its.
 */
@Injectable()
export class Notary implements OnApplicationShutdown {
  readonly duty: Duty = {
    name: 'checkpoints',
    due: () => this.#due(),
    next: () => this.#waiting && new Date(Date.now() + this.#waiting.until - performance.now()).toISOString(),
  };
  readonly #file: CheckpointFile;
  #waiting: Waiting | undefined;
  /** The last checkpoint that was held against the log and the file; undefined before any was. */
  #filed: number | undefined;

  constructor(
    private readonly bus: CommandBus,
    private readonly views: Views,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(EVENT_LOG) private readonly log: EventLog,
    @Inject(SEAL) private readonly seal: Seal,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    this.#file = new CheckpointFile(config.dataDir);
  }

  /** The public keys of those who sign, as far as they are known: this node's, and that of the last checkpoint. */
  verifierKeys(last: LastCheckpoint | undefined): readonly string[] {
    return [...new Set([String(this.seal.signer.verifier), ...(last ? [last.verifierKey] : [])])];
  }

  /**
   * What an export is signed with. It must go on from what was signed before, as checkpoints must.
   * @throws RecordAltered where the views tell that the log does not
   */
  exportSeal(): ExportSeal {
    const { signer } = this.seal;
    const before = signedBefore(this.views.checkpoints.last(), this.#file.read(), signer.verifier);
    for (const each of before) check(this.views.tree, each);
    return { ...this.seal, before };
  }

  /** Signs what is not signed yet, once nothing more is recorded; and, for the file alone, that checkpoint as well. */
  async onApplicationShutdown(): Promise<void> {
    if (this.config.checkpointSeconds === 0 || !this.views.ready) return;
    const over = new AbortController();
    try {
      // The log may not answer, and would be asked for longer than that.
      await Promise.race([
        this.#finish({ timeoutMs: FINISHING_MS, signal: over.signal }),
        sleep(FINISHING_MS, undefined, over).then(() => {
          throw new Error(`It took longer than ${FINISHING_MS} ms`);
        }),
      ]);
    } catch (error) {
      this.logger.warn({ err: error }, 'the end of the log could not be sealed');
    } finally {
      over.abort();
    }
  }

  /** @throws RecordAltered */
  #due(): readonly Task[] {
    const last = this.views.checkpoints.last();
    if (this.#filed !== revisionOf(last)) this.#keep(last);
    if (this.config.checkpointSeconds === 0 || this.#uncovered(last) === 0) {
      this.#waiting = undefined;
      return [];
    }
    const after = revisionOf(last);
    if (this.#waiting?.after !== after) {
      const patience = this.config.checkpointSeconds * 1_000 * (1 + Math.random() * JITTER);
      this.#waiting = { after, until: performance.now() + patience };
    }
    return performance.now() < this.#waiting.until ? [] : [this.#task(last)];
  }

  /** How many events there are beside the checkpoints that none covers. */
  #uncovered(last: LastCheckpoint | undefined): number {
    const { size } = this.views.tree.extent();
    // A checkpoint is signed at the revision that its signer saw, so that it is the only one after what it covers.
    return last ? Math.max(0, size - last.size - 1) : size;
  }

  #task(last: LastCheckpoint | undefined): Task {
    if (last) checkLast(this.views.tree, last, this.seal.signer.verifier);
    const { position = '', size } = this.views.tree.extent();
    const { note, root } = this.#sign(size);
    const verifierKey = String(this.seal.signer.verifier);
    const command: CheckpointCommand = {
      type: 'SignCheckpoint',
      data: { note, size, root: root.toString('base64'), position, verifierKey },
    };
    const options = last ? { expectedRevision: last.revision } : {};
    return {
      key: JSON.stringify([command.type, size]),
      order: new Execute(checkpoints, CHECKPOINTS_ID, command, sitrepItself('notary'), options),
    };
  }

  #sign(size: number) {
    const { origin, signer } = this.seal;
    const root = this.views.tree.root(size);
    return { root, note: signNote(checkpointText({ origin, size, root }), [signer]) };
  }

  /** Puts a checkpoint that is new here into the file, unless what the file has contradicts the log or covers more. */
  #keep(last: LastCheckpoint | undefined): void {
    if (last) checkLast(this.views.tree, last, this.seal.signer.verifier);
    const filed = this.#file.read();
    const covered = filed === undefined ? 0 : checkFile(this.views.tree, filed).size;
    this.#filed = revisionOf(last);
    if (!last || covered >= last.size) return;
    this.#file.write(last.note).catch((error: unknown) => {
      this.#filed = undefined;
      this.logger.warn({ err: error }, 'the file of the last checkpoint could not be written');
    });
  }

  async #finish(patience: { timeoutMs: number; signal: AbortSignal }): Promise<void> {
    const head = await this.log.head();
    if (head !== undefined) await this.views.reached(head, patience);
    const last = this.views.checkpoints.last();
    this.#keep(last);
    if (this.#uncovered(last) > 0) {
      const { position } = await this.bus.execute(this.#task(last).order);
      await this.views.reached(position, patience);
    }
    const { size } = this.views.tree.extent();
    const filed = this.#file.read();
    if (filed !== undefined && checkFile(this.views.tree, filed).size === size) return;
    await this.#file.write(this.#sign(size).note);
  }
}

/** -1 before there is a checkpoint. */
const revisionOf = (last: LastCheckpoint | undefined): number => last?.revision ?? -1;
