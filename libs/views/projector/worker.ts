import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import Database from 'better-sqlite3';
import { openHistory } from '#history';
import { isDamage } from '../file.js';
import { ledgers, projections } from '../projections/index.js';
import { checkSameLog, saysOtherLog } from './checking.js';
import { Following } from './following.js';
import type { ProjectorOrder, ProjectorReport, ProjectorSettings } from './messages.js';
import { Projector } from './projector.js';

/** The projector's thread: it alone writes the views' file. An error that it cannot go on after ends it. */
async function project({ file, log: url }: ProjectorSettings, port: MessagePort): Promise<void> {
  const tell = (report: ProjectorReport): void => {
    port.postMessage(report);
  };
  const closing = new AbortController();
  const db = open(file);
  const log = await openHistory(url);
  try {
    const projector = new Projector(db, ledgers, projections);
    if (projector.checkpoint) await checkSameLog(log, projector.checkpoint);
    const following = new Following(log, projector, {
      projected: (checkpoint) => {
        tell({ kind: 'projected', checkpoint });
      },
      caughtUp: () => {
        tell({ kind: 'caught-up' });
      },
    });
    const obey = async (order: ProjectorOrder): Promise<void> => {
      if (order.kind === 'close') {
        closing.abort();
        return;
      }
      tell({ kind: 'retried', request: order.request, outcome: await following.retry(order.stream) });
    };
    port.on('message', (order: ProjectorOrder) => void obey(order));
    await following.run(closing.signal);
  } catch (error) {
    if (!isDamage(error) && !saysOtherLog(error)) throw error;
    tell({ kind: 'unusable', reason: error instanceof Error ? error.message : String(error) });
  } finally {
    port.close();
    db.close();
    await log.close();
  }
}

/** What a power failure could take from the file comes back from the log, so that commits need not wait for the disk. */
function open(file: string): Database.Database {
  const db = new Database(file, { fileMustExist: true });
  db.pragma('synchronous = NORMAL');
  db.pragma('cache_size = -65536');
  db.pragma('wal_autocheckpoint = 8192');
  db.pragma('journal_size_limit = 67108864');
  return db;
}

if (!parentPort) throw new Error('The projector runs in a thread of its own');
// ProjectorThread gives the settings.
await project(workerData as ProjectorSettings, parentPort);
