import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import Database from 'better-sqlite3';
import type { EventLog } from '#event-log';
import { openHistory } from '#history';
import { inViewsTerms } from '../errors.js';
import { isDamage } from '../file.js';
import { ledgers, projections } from '../projections/index.js';
import { checkSameLog, saysOtherLog } from './checking.js';
import { Following } from './following.js';
import type { ProjectorOrder, ProjectorReport, ProjectorSettings } from './messages.js';
import { Projector } from './projector.js';

/**
 * How long the write-ahead log grows before its pages go into the file, in pages of 8 KiB. While a lot is written, the
 * longer it is the fewer pages are written twice; for those who read, what is in the file itself is nearer.
 */
const CATCHING_UP_WAL_PAGES = 16_384;
const LIVE_WAL_PAGES = 4_096;

/** The projector's thread: it alone writes the views' file. An error that it cannot go on after ends it. */
async function project({ file, log: url }: ProjectorSettings, port: MessagePort): Promise<void> {
  try {
    const db = open(file);
    try {
      // Whoever started this thread has opened the log before.
      const log = await openHistory(url, { knownSound: true });
      await follow(log, db, port).finally(() => log.close());
    } finally {
      db.close();
    }
  } catch (error) {
    // An error of SQLite's would reach the other thread without its message.
    if (!isDamage(error) && !saysOtherLog(error)) throw inViewsTerms(error, file);
    tell(port, { kind: 'unusable', reason: error instanceof Error ? error.message : String(error) });
  } finally {
    port.close();
  }
}

/** Brings the log into the file until it is told to close. */
async function follow(log: EventLog, db: Database.Database, port: MessagePort): Promise<void> {
  const closing = new AbortController();
  const projector = new Projector(db, ledgers, projections);
  if (projector.checkpoint) await checkSameLog(log, projector.checkpoint);
  const following = new Following(log, projector, {
    projected: (checkpoint, categories) => {
      tell(port, { kind: 'projected', checkpoint, categories });
    },
    caughtUp: (checkpoint) => {
      db.pragma(`wal_autocheckpoint = ${String(LIVE_WAL_PAGES)}`);
      tell(port, { kind: 'caught-up', checkpoint });
    },
  });
  const retry = async (request: number, stream: string): Promise<void> => {
    const outcome = await following.retry(stream, closing.signal);
    tell(port, { kind: 'retried', request, outcome });
  };
  port.on('message', (order: ProjectorOrder) => {
    if (order.kind === 'close') closing.abort();
    else if (order.kind === 'hurry') following.hurry();
    // What it fails with ends the run, and the thread.
    else retry(order.request, order.stream).catch(() => undefined);
  });
  await following.run(closing.signal);
}

const tell = (port: MessagePort, report: ProjectorReport): void => {
  port.postMessage(report);
};

/** What a power failure could take from the file comes back from the log, so that commits need not wait for the disk. */
function open(file: string): Database.Database {
  const db = new Database(file, { fileMustExist: true });
  db.pragma('synchronous = NORMAL');
  db.pragma('cache_size = -65536');
  db.pragma(`wal_autocheckpoint = ${String(CATCHING_UP_WAL_PAGES)}`);
  db.pragma('journal_size_limit = 67108864');
  return db;
}

if (!parentPort) throw new Error('The projector runs in a thread of its own');
// ProjectorThread gives the settings.
await project(workerData as ProjectorSettings, parentPort);
