import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';

/** What a script that is run below has at hand, beside the path `file`. */
const PREAMBLE = `
  import { openSqliteLog } from '${new URL('../index.js', import.meta.url).href}';
  import { aStream, anEvent, events } from '${new URL('../../testing/samples.js', import.meta.url).href}';
  const file = process.argv[1];
  const say = (what) => process.stdout.write(JSON.stringify(what) + '\\n');
`;

/** Starts Node on the script, with the log's file as its `file`. */
export function start(script: string, file: string, options: SpawnOptions = {}): ChildProcess {
  return spawn(process.execPath, commandLine(script, file), {
    stdio: ['ignore', 'pipe', 'inherit'],
    ...options,
  });
}

/** Starts Node as `start` does, where no file may grow beyond so many KiB. */
export function startOnSmallDisk(script: string, file: string, kibibytes: number): ChildProcess {
  const command = 'ulimit -f "$1"; shift; exec "$@"';
  const parameters = ['sh', String(kibibytes), process.execPath, ...commandLine(script, file)];
  return spawn('bash', ['-c', command, ...parameters], { stdio: ['ignore', 'pipe', 'inherit'] });
}

/** Everything that it has said once it has ended. */
export async function saidBy(child: ChildProcess): Promise<unknown[]> {
  if (!child.stdout) throw new Error('Its output goes elsewhere');
  // A line that was cut short by a kill was not said.
  const lines = (await text(child.stdout)).split('\n').slice(0, -1);
  return lines.map((line) => JSON.parse(line) as unknown);
}

const commandLine = (script: string, file: string): string[] => [
  '--input-type=module',
  '--eval',
  PREAMBLE + script,
  file,
];
