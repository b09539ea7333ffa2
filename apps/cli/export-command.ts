import { createWriteStream, existsSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Command, InvalidArgumentError } from 'commander';
import {
  type ExportOptions,
  NothingToExport,
  type ExportSeal,
  chunksOf,
  exportLog,
  exportStream,
  exportWindow,
  packed,
} from '#audit';
import { type EventLog, openEventLog } from '#event-log';
import { logUrlOf } from '../server/config/config.js';
import { checkWindow, time } from './audit/arguments.js';
import { incidentName, streamOf } from './audit/incident.js';
import { mustHaveLog } from './audit/log-file.js';
import { sizeOf } from './audit/log-size.js';
import { sealOf } from './audit/signing-key.js';
import { environment } from './environment.js';
import { progressBar } from './progress.js';

interface Options {
  readonly incident?: string;
  readonly from?: string;
  readonly to?: string;
  readonly gzip?: boolean;
  readonly unsigned?: boolean;
}

export const exportCommand = new Command('export')
  .description(
    'Write the log to a file that proves itself: all of it, an incident, or what was recorded in a time. The service may be running',
  )
  .argument('[file]', 'a new file; .gz packs it. Standard output, unless given')
  .option('--incident <name>', 'one incident, as in INC-42 or by its id, with its proofs', incidentName)
  .option('--from <time>', 'what was recorded from then on, with its proofs', time)
  .option('--to <time>', 'what was recorded before', time)
  .option('--gzip', 'pack it, whatever the name of the file')
  .option('--unsigned', 'do not sign it, where there is no key to sign with')
  .action(async (file: string | undefined, options: Options) => {
    if (options.incident !== undefined && (options.from ?? options.to) !== undefined)
      throw new InvalidArgumentError('Export an incident, or what was recorded in a time, not both.');
    checkWindow(options);
    if (file !== undefined) mustBeNew(file);
    const config = environment();
    mustHaveLog(config);
    const log = await openEventLog(logUrlOf(config));
    const progress = progressBar(process.stderr, 'events read');
    try {
      const seal = options.unsigned ? undefined : await sealOf(config, log);
      const all = await sizeOf(log);
      const lines = await linesOf(log, options, {
        seal,
        onRead: (events) => {
          progress.show(events, all);
        },
      });
      const bytes = chunksOf(lines);
      const isPacked = options.gzip ?? file?.endsWith('.gz') ?? false;
      await write(isPacked ? packed(bytes) : bytes, file);
      progress.end();
      console.error(reportOf(file, seal));
    } finally {
      progress.end();
      await log.close();
    }
  });

async function linesOf(
  log: EventLog,
  { from, incident, to }: Options,
  options: ExportOptions,
): Promise<AsyncIterable<string>> {
  if (incident !== undefined) {
    const stream = await streamOf(log, incident);
    if (stream === undefined) throw new NothingToExport(`The log has no incident ${incident}.`);
    return exportStream(log, stream, options);
  }
  if ((from ?? to) !== undefined) return exportWindow(log, { from, to }, options);
  return exportLog(log, options);
}

/** A file has its name once it is whole. */
async function write(bytes: AsyncIterable<Uint8Array>, file: string | undefined): Promise<void> {
  if (file === undefined) {
    await pipeline(bytes, process.stdout, { end: false });
    return;
  }
  // No other export to this name, nor any file of the user, has the name of the draft.
  const draft = `${file}.${randomUUID()}.part`;
  try {
    await pipeline(bytes, createWriteStream(draft, { flags: 'wx', flush: true }));
    mustBeNew(file);
    await rename(draft, file);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}

/** @throws InvalidArgumentError */
function mustBeNew(file: string): void {
  if (file === '') throw new InvalidArgumentError('Give the file a name.');
  if (existsSync(file)) throw new InvalidArgumentError(`${file} is there already.`);
  const directory = dirname(file);
  if (!existsSync(directory))
    throw new InvalidArgumentError(`${file} cannot be made: there is no directory ${directory}.`);
}

function reportOf(file: string | undefined, seal: ExportSeal | undefined): string {
  const name = file ?? 'the export';
  if (!seal) return `Exported, without a signature. Check it with: sitrep verify ${name}`;
  return `Exported and signed. Check it with: sitrep verify ${name} --key ${String(seal.signer.verifier)}`;
}
