import { existsSync } from 'node:fs';
import { logFileOf } from '#event-log';
import { type Config, logUrlOf } from '../../server/config/config.js';

/** There is no log where the configuration has it. */
export class NoLog extends Error {
  override readonly name = 'NoLog';
}

/** The file of an embedded log that is not there; undefined where it is, or where the log is elsewhere. */
export function missingLog(config: Config): string | undefined {
  const file = logFileOf(logUrlOf(config));
  return file !== undefined && !existsSync(file) ? file : undefined;
}

/**
 * For what only reads: to open an embedded log that is not there would make an empty one, from which all would seem to
 * be missing.
 *
 * @throws NoLog
 */
export function mustHaveLog(config: Config): void {
  const file = missingLog(config);
  if (file !== undefined)
    throw new NoLog(`There is no log ${file}. Set SITREP_DATA_DIR to the directory that has it.`);
}
