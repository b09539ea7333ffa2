import { workerData } from 'node:worker_threads';
import { openHistory } from '#history';
import { sqliteCode } from '../sqlite-code.js';
import { type PastFileSettings, build } from './building.js';

/** What the thread is started with. */
export interface BuilderSettings extends PastFileSettings {
  /** The log, as `openEventLog` takes it. */
  readonly log: string;
}

/** A thread that makes one file of the past, and ends. */
// PastFiles gives the settings.
const { log: url, ...settings } = workerData as BuilderSettings;
// Whoever started this thread has opened the log before.
const log = await openHistory(url, { knownSound: true });
try {
  await build(settings, log);
} catch (error) {
  // One of SQLite's errors would arrive in the other thread without its message.
  const code = sqliteCode(error);
  throw code !== '' && error instanceof Error ? new Error(`${code}: ${error.message}`) : error;
} finally {
  await log.close();
}
