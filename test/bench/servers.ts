import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { type Service, startService } from '../support/service.js';

/** The bare server in a process of its own. */
export async function startBare(): Promise<{ url: string; stop: () => Promise<void> }> {
  const file = new URL('./bare-server.js', import.meta.url).pathname;
  const child: ChildProcess = spawn(process.execPath, [file], {
    env: { ...process.env, NODE_ENV: 'production' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (!child.stdout) throw new Error('The bare server has no output');
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  const stop = async () => {
    child.kill();
    await once(child, 'exit');
  };
  return { url: `${line}/graphql`, stop };
}

/** Sitrep on a data directory, as it comes but for the rate limit. */
export const startSitrep = (dataDir: string): Promise<Service> =>
  startService({ dataDir, env: { SITREP_RATE_LIMIT_PER_MINUTE: '0' } });
