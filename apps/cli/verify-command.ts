import { closeSync, existsSync, openSync, readFileSync, readSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Command } from 'commander';
import { type CheckedExport, Finding, type Verifier, checkExport, checkLogFile, plain } from '#audit';
import { readFile } from './audit/file.js';
import { several, verifierKeys } from './audit/arguments.js';
import { type Verdict, rightOf, verdictText } from './audit/verdict.js';
import { explain } from './explain.js';
import { progressBar } from './progress.js';

interface Options {
  readonly key?: readonly Verifier[];
  readonly checkpoint: readonly string[];
  readonly json?: boolean;
}

/** What scripts go by. */
const EXIT = { right: 0, wrong: 1, unchecked: 2 } as const;

export const verifyCommand = new Command('verify')
  .description(
    'Check an export or the log itself, and say what is right or the first thing that is wrong. Ends with 0 when all is right, 1 when something is wrong, 2 when it could not be checked',
  )
  .argument('<file>', 'an export, packed or not; or the file of an embedded log, events.db')
  .option(
    '--key <key>',
    'a verifier key that it must be signed with, or a file that has one; may be repeated',
    verifierKeys,
  )
  .option(
    '--checkpoint <file>',
    'a signed checkpoint from elsewhere that it must agree with; may be repeated',
    several,
    [],
  )
  .option('--json', 'say it in JSON')
  .exitOverride((error) => process.exit(error.exitCode === 0 ? EXIT.right : EXIT.unchecked))
  .action(async (file: string, options: Options) => {
    try {
      const verdict = await verdictOn(file, options);
      console.log(options.json ? JSON.stringify(verdict, null, 2) : verdictText(verdict));
      process.exitCode = verdict.right ? EXIT.right : EXIT.wrong;
    } catch (error) {
      console.error(explain(error));
      process.exitCode = EXIT.unchecked;
    }
  });

async function verdictOn(file: string, options: Options): Promise<Verdict> {
  try {
    const checked = await (isLogFile(file) ? checkLog(file, options) : checkFile(file, options));
    return rightOf(checked, options.key !== undefined);
  } catch (error) {
    if (!(error instanceof Finding)) throw error;
    const { code, message, place } = error;
    return { right: false, code, message, ...place };
  }
}

async function checkFile(file: string, { checkpoint, key }: Options): Promise<CheckedExport> {
  const progress = progressBar(process.stderr, 'bytes checked');
  try {
    return await checkExport(plain(readFile(file, progress)), {
      keys: key,
      checkpoints: notesIn(checkpoint),
    });
  } finally {
    progress.end();
  }
}

async function checkLog(file: string, { checkpoint, key }: Options): Promise<CheckedExport> {
  const progress = progressBar(process.stderr, 'events checked');
  const beside = join(dirname(file), 'checkpoint');
  try {
    return await checkLogFile(file, {
      keys: key,
      checkpoints: notesIn(checkpoint),
      newest: existsSync(beside) ? notesIn([beside])[0] : undefined,
      onEvent: ({ index }) => {
        progress.show(index + 1);
      },
    });
  } finally {
    progress.end();
  }
}

const notesIn = (files: readonly string[]) =>
  files.map((file) => ({ name: `the checkpoint in ${file}`, note: readFileSync(file) }));

/** By its name, too: its first bytes may be what was altered. */
const isLogFile = (file: string): boolean => file.endsWith('.db') || startsWith(file, 'SQLite format 3\0');

function startsWith(file: string, text: string): boolean {
  const beginning = Buffer.alloc(text.length);
  const descriptor = openSync(file, 'r');
  readSync(descriptor, beginning);
  closeSync(descriptor);
  return beginning.toString('latin1') === text;
}
