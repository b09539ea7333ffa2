import { existsSync } from 'node:fs';
import { logFileOf } from '#event-log';
import { type Config, logUrlOf } from '../../server/config/config.js';

/** There is no log where the configuration has it. */
export class NoLog extends Error {
  override readonly name = 'NoLog';
}

/**
 * For what only reads: to open an embedded log that is not there would make an empty one, from which all would seem to
 * be missing.
 *
 * @throws NoLog
 */
export function mustHaveLog(config: Config): void {
  const file = logFileOf(logUrlOf(config));
  if (file !== undefined && !existsSync(file))
    throw new NoLog(`There is no log ${file}. Set SITREP_DATA_DIR to the directory that has it.`);
}
