import { Command } from 'commander';
import { type Verifier, importLog, plain } from '#audit';
import { fillEventLog } from '#event-log';
import { logUrlOf } from '../server/config/config.js';
import { verifierKeys } from './audit/arguments.js';
import { mustBeKept, readFile } from './audit/file.js';
import { environment } from './environment.js';
import { progressBar } from './progress.js';
import { say } from './say.js';

interface Options {
  readonly key?: readonly Verifier[];
}

export const importCommand = new Command('import')
  .description(
    'Record the events of an export of a whole log in an empty log, as they were recorded there. All of the export is checked first',
  )
  .argument('<file>', 'an export of a whole log, packed or not')
  .option(
    '--key <key>',
    'a verifier key that it must be signed with, or a file that has one; may be repeated',
    verifierKeys,
  )
  .action(async (file: string, { key }: Options) => {
    await mustBeKept(file);
    const progress = {
      check: progressBar(process.stderr, 'bytes checked'),
      record: progressBar(process.stderr, 'bytes recorded'),
    };
    try {
      const open = (purpose: 'check' | 'record') => plain(readFile(file, progress[purpose]));
      const { summary, tree } = await fillEventLog(logUrlOf(environment()), (log) =>
        importLog(log, { open }, { keys: key }),
      );
      progress.record.end();
      await say(
        `Imported ${summary.events.toLocaleString('en')} events. The log now has the root of the export, ${tree.root}.`,
      );
    } finally {
      progress.record.end();
    }
  });
