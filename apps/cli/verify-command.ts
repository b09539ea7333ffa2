import { closeSync, existsSync, openSync, readFileSync, readSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import {
  type CheckedExport,
  type ExportedEvent,
  Finding,
  Malformed,
  type Verifier,
  checkExport,
  checkLogFile,
  parseCheckpoint,
  parseNote,
  plain,
} from '#audit';
import { mustBeKept, readFile } from './audit/file.js';
import { type Questions, answer } from './audit/answers.js';
import { checkWindow, several, time, verifierKeys } from './audit/arguments.js';
import { incidentName } from './audit/incident.js';
import { Recomputing } from './audit/recomputing.js';
import { type Verdict, rightOf, verdictText } from './audit/verdict.js';
import { progressBar } from './progress.js';
import { say } from './say.js';

interface Options extends Questions {
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
  .option(
    '--timeline <incident>',
    'recompute the timeline of an incident, as in INC-42 or by its id',
    incidentName,
  )
  .option('--metrics', 'recompute the numbers')
  .option('--from <time>', 'the numbers of what was from then on', time)
  .option('--to <time>', 'the numbers of what was before', time)
  .option('--json', 'say it in JSON')
  .exitOverride((error) => process.exit(error.exitCode === 0 ? EXIT.right : EXIT.unchecked))
  .action(async (file: string, options: Options) => {
    try {
      const verdict = await verdictOn(file, options);
      await say(options.json ? JSON.stringify(verdict, null, 2) : verdictText(verdict));
      process.exitCode = verdict.right ? EXIT.right : EXIT.wrong;
    } catch (error) {
      const { explain } = await import('./explain.js');
      console.error(explain(error));
      process.exitCode = EXIT.unchecked;
    }
  });

async function verdictOn(file: string, options: Options): Promise<Verdict> {
  checkWindow(options);
  if ((options.from ?? options.to) !== undefined && !options.metrics)
    throw new InvalidArgumentError('--from and --to are the time of the metrics: give --metrics, too.');
  await mustBeKept(file);
  const asked = options.timeline !== undefined || options.metrics === true;
  const recomputing = asked ? await Recomputing.begin() : undefined;
  try {
    const checked = await check(file, options, recomputing);
    const right = rightOf(checked, options.key !== undefined);
    const { scope } = checked;
    return recomputing
      ? { ...right, recomputed: await recomputing.end(scope, (views) => answer(options, scope, views)) }
      : right;
  } catch (error) {
    if (!(error instanceof Finding)) throw error;
    const { code, message, place } = error;
    return { right: false, code, message, ...place };
  } finally {
    await recomputing?.close();
  }
}

async function check(
  file: string,
  { checkpoint, key }: Options,
  recomputing: Recomputing | undefined,
): Promise<CheckedExport> {
  const isLog = isLogFile(file);
  const progress = progressBar(process.stderr, isLog ? 'events checked' : 'bytes checked');
  const onEvent = (event: ExportedEvent): Promise<void> | undefined => {
    if (isLog) progress.show(event.index + 1);
    return recomputing?.take(event);
  };
  // The service keeps the newest one there: it tells what is missing at the end of the log.
  const beside = join(dirname(file), 'checkpoint');
  const checkpoints = [
    ...checkpoint.map(checkpointIn),
    ...(isLog && existsSync(beside) ? [noteIn(beside)] : []),
  ];
  const options = { keys: key, checkpoints, onEvent };
  try {
    return isLog
      ? await checkLogFile(file, options)
      : await checkExport(plain(readFile(file, progress)), options);
  } finally {
    progress.end();
  }
}

const noteIn = (file: string) => ({ name: `the checkpoint in ${file}`, note: readFileSync(file) });

/** @throws InvalidArgumentError where the file has none: nothing is wrong with what it was to be compared with */
function checkpointIn(file: string) {
  const read = noteIn(file);
  try {
    parseCheckpoint(parseNote(read.note).text);
    return read;
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    throw new InvalidArgumentError(
      `${file} is no checkpoint: ${error.message}. Give a file like the one named checkpoint in the data directory, as it was at some time.`,
    );
  }
}

/** By its name, too: its first bytes may be what was altered. */
const isLogFile = (file: string): boolean => startsWith(file, 'SQLite format 3\0') || file.endsWith('.db');

function startsWith(file: string, text: string): boolean {
  const beginning = Buffer.alloc(text.length);
  const descriptor = openSync(file, 'r');
  readSync(descriptor, beginning);
  closeSync(descriptor);
  return beginning.toString('latin1') === text;
}
