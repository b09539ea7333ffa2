import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const main = new URL('../../apps/cli/main.js', import.meta.url).pathname;

/** The key that started services know as their admin key. */
export const adminKey = 'sitrep_test-admin-key-of-the-tests-0123456789';

/** A new directory for the data of a service that is to be started more than once; whoever makes it removes it. */
export const newDataDir = (): string => mkdtempSync(join(tmpdir(), 'sitrep-'));

export interface ServiceOptions {
  /** A directory to go on with; a new one, removed at the end, unless given. */
  readonly dataDir?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** How large a file may become, as on a disk with no more room: in KiB. */
  readonly largestFile?: number;
}

/** A real service in a process of its own. */
export interface Service {
  /** `http://127.0.0.1:port` */
  readonly url: string;
  readonly dataDir: string;
  readonly process: ChildProcess;
  /** What it has said so far. */
  readonly stdout: () => string;
  readonly stderr: () => string;
  /** Stops it in good order. */
  stop(): Promise<void>;
  /** Ends it at once, as a power cut would. */
  kill(): Promise<void>;
}

/** Starts `sitrep serve` on a free port and waits until it is ready. */
export async function startService({ dataDir, env, largestFile }: ServiceOptions = {}): Promise<Service> {
  const directory = dataDir ?? newDataDir();
  const child = sitrep(['serve'], settingsOf(directory, env), largestFile);
  const exited = once(child.process, 'exit');
  const url = await Promise.race([readyUrl(child), exited.then(() => undefined)]);
  if (url === undefined) throw new Error(`The service did not start: ${child.stderr()}`);
  const end = async (signal: NodeJS.Signals) => {
    if (child.process.exitCode === null && child.process.signalCode === null) {
      child.process.kill(signal);
      await exited;
    }
    if (dataDir === undefined) rmSync(directory, { recursive: true, force: true });
  };
  return { url, dataDir: directory, ...child, stop: () => end('SIGTERM'), kill: () => end('SIGKILL') };
}

/** The settings of a service of the tests. */
export const settingsOf = (dataDir: string, env: ServiceOptions['env'] = {}): Record<string, string> => ({
  SITREP_PORT: '0',
  SITREP_LOG_LEVEL: 'warn',
  SITREP_DATA_DIR: dataDir,
  SITREP_ADMIN_KEY: adminKey,
  // Nothing comes into the log by itself while a test looks at where it ends.
  SITREP_CHECKPOINT_SECONDS: '3600',
  SITREP_RECORD_KEY_USES: 'no',
  ...env,
});

/** What is seen of a command that was started. */
export interface Started {
  readonly process: ChildProcess;
  readonly stdout: () => string;
  readonly stderr: () => string;
}

/** Starts the command line program with these arguments. */
export function sitrep(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  largestFile?: number,
): Started {
  const line = [process.execPath, main, ...args];
  const limit = largestFile === undefined ? '' : `ulimit -f ${largestFile};`;
  const child = spawn('bash', ['-c', `${limit} exec "$0" "$@"`, ...line], {
    env: environmentOf(env),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return { process: child, stdout: collect(child.stdout), stderr: collect(child.stderr) };
}

/** Runs a command to its end, which must come within twenty seconds. */
export async function runSitrep(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  largestFile?: number,
) {
  const started = sitrep(args, env, largestFile);
  return ended(started, () => started.process.kill('SIGKILL'));
}

/**
 * Runs a line of bash, in which `sitrep` is the command line program, to its end, which must come within twenty
 * seconds: for what pipes and redirects do.
 */
export async function runInShell(line: string, env: Readonly<Record<string, string>> = {}) {
  const program = `shopt -s expand_aliases\nalias sitrep="'${process.execPath}' '${main}'"`;
  const child = spawn('bash', ['--norc', '-c', `${program}\n${line}`], {
    env: environmentOf(env),
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own, so that what it has started ends with it.
    detached: true,
  });
  const started = { process: child, stdout: collect(child.stdout), stderr: collect(child.stderr) };
  return ended(started, () => child.pid !== undefined && process.kill(-child.pid, 'SIGKILL'));
}

async function ended({ process: child, stderr, stdout }: Started, kill: () => unknown) {
  const overdue = setTimeout(kill, 20_000);
  await once(child, 'close');
  clearTimeout(overdue);
  return { exitCode: child.exitCode, stdout: stdout(), stderr: stderr() };
}

const environmentOf = (env: Readonly<Record<string, string>>) => ({
  PATH: process.env['PATH'],
  SITREP_PORT: '0',
  SITREP_LOG_LEVEL: 'warn',
  ...env,
});

async function readyUrl({ process: { stdout } }: Started): Promise<string | undefined> {
  if (!stdout) return undefined;
  for await (const line of createInterface({ input: stdout })) {
    const ready = /^Sitrep is ready at (\S+)\/graphql$/.exec(line);
    if (ready) return ready[1];
  }
  return undefined;
}

function collect(stream: NodeJS.ReadableStream): () => string {
  let text = '';
  stream.on('data', (chunk: Buffer) => {
    text += chunk.toString('utf8');
  });
  return () => text;
}
