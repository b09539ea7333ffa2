import { rmSync } from 'node:fs';
import { type Service, type ServiceOptions, newDataDir, settingsOf } from './service.js';

/** Names the hosts of a test run, that of its first worker first. */
export const hostsVariable = 'SITREP_TEST_HOSTS';

/**
 * Opens a service in a process that it shares with those of other spec files, in a fraction of the time that a process
 * of its own takes. For tests of what the service answers; those of how it starts, ends and fails use `startService`.
 */
export async function hostService({ dataDir, env }: HostedOptions = {}): Promise<HostedService> {
  const directory = dataDir ?? newDataDir();
  const { url } = await tell<{ url: string }>('POST', settingsOf(directory, env));
  const stop = async () => {
    await tell('DELETE', { url });
    if (dataDir === undefined) rmSync(directory, { recursive: true, force: true });
  };
  return { url, dataDir: directory, stop };
}

export type HostedOptions = Pick<ServiceOptions, 'dataDir' | 'env'>;
export type HostedService = Pick<Service, 'url' | 'dataDir' | 'stop'>;

async function tell<Answer>(method: string, body: object): Promise<Answer> {
  const response = await fetch(ownHost(), {
    method,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const answer = await response.text();
  if (!response.ok) throw new Error(`The host of services did not do it: ${answer}`);
  return JSON.parse(answer) as Answer;
}

function ownHost(): string {
  const hosts = process.env[hostsVariable]?.split(' ') ?? [];
  const host = hosts[(Number(process.env['JEST_WORKER_ID'] ?? '1') - 1) % hosts.length];
  if (host === undefined) throw new Error('There are no hosts of services: jest starts them before a run');
  return host;
}
