import { fork } from 'node:child_process';
import { once } from 'node:events';
import { hostsVariable } from './hosted.js';

const program = new URL('./host-process.js', import.meta.url);

/** Starts a host of services for each worker of a test run, before the run. They end with it. */
export default async function startHosts({ maxWorkers }: { readonly maxWorkers: number }): Promise<void> {
  const addresses = await Promise.all(Array.from({ length: maxWorkers }, startHost));
  process.env[hostsVariable] = addresses.join(' ');
}

async function startHost(): Promise<string> {
  const host = fork(program, { env: { PATH: process.env['PATH'] }, execArgv: [] });
  const message: unknown[] = await once(host, 'message');
  host.unref();
  host.channel?.unref();
  return String(message[0]);
}
