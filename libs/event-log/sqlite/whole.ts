import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { LogUnavailable } from '../errors.js';
import type { EventLog } from '../port.js';
import { placed, syncFolder } from './file.js';
import { openSqliteLog } from './log.js';

/**
 * Has a log written in a folder beside, and puts its file in place when all is in it: so whatever ends the process,
 * there is all of it or nothing. A log without events gives way; to one that has some, `write` writes right there.
 *
 * @throws LogUnavailable there are events of somebody else by the time that all is written; and what `write` throws
 */
export async function writeWhole<T>(file: string, write: (log: EventLog) => Promise<T>): Promise<T> {
  if (existsSync(file) && !(await isEmpty(file))) return using(file, write);
  const folder = dirname(file);
  await mkdir(folder, { recursive: true });
  const beside = await mkdtemp(join(folder, 'unfinished-'));
  const draft = join(beside, basename(file));
  try {
    const written = await using(draft, write);
    await place(draft, file);
    await syncFolder(folder);
    return written;
  } finally {
    await rm(beside, { recursive: true, force: true });
  }
}

/** Uses a log and closes it; who closes it last brings its write-ahead log into the file. */
async function using<T>(file: string, work: (log: EventLog) => Promise<T>): Promise<T> {
  const log = await openSqliteLog({ file });
  return work(log).finally(() => log.close());
}

const isEmpty = (file: string): Promise<boolean> =>
  using(file, async (log) => (await log.head()) === undefined);

async function place(draft: string, file: string): Promise<void> {
  if (await placed(draft, file)) return;
  if (!(await isEmpty(file)))
    throw new LogUnavailable(`${file} was begun meanwhile by somebody else, and was left as it is`);
  await rename(draft, file);
}
