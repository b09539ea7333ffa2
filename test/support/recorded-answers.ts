import { ask } from './client.js';
import { command, declare, deploy } from './commands.js';
import { hostService } from './hosted.js';

/** What is compared of the answers of a service. */
export interface RecordedAnswers {
  readonly incidents: {
    readonly edges: readonly {
      readonly node: { reference: string; timeline: { edges: readonly { node: object }[] } };
    }[];
  };
  readonly metrics: object;
}

const everything = `{
  incidents { edges { node { id reference title status timeline(first: 50) { edges { node { id occurredAt recordedAt text data } } } } } }
  deployments { edges { node { id service status } } }
  metrics { timeToResolve { count meanSeconds } changeFailureRate { value numerator denominator } }
}`;

/** What a running service answers. */
export const recordedAnswers = (url: string): Promise<RecordedAnswers> =>
  ask<RecordedAnswers>(url, everything);

/** What a service on this directory answers. */
export async function answersIn(dataDir: string, env: Record<string, string> = {}): Promise<RecordedAnswers> {
  const service = await hostService({ dataDir, env });
  try {
    return await recordedAnswers(service.url);
  } finally {
    await service.stop();
  }
}

/** Has a service on this directory record something of each kind: two incidents, the first with a deployment and notes. */
export async function recordSomething(dataDir: string): Promise<void> {
  const service = await hostService({ dataDir });
  const { url } = service;
  const deploymentId = await deploy(url, { service: 'checkout', version: '8f3c1d' });
  await declare(url, { title: 'Checkout fails: “träge” 🔥', services: ['checkout'] });
  await command(url, 'blameDeployment', { incidentId: 'INC-1', deploymentId, reason: 'It began with it' });
  for (let n = 0; n < 20; n += 1)
    await command(url, 'recordNote', { incidentId: 'INC-1', kind: 'ACTION', body: `Note ${n}` });
  await command(url, 'resolveIncident', { incidentId: 'INC-1', resolution: 'Rolled back' });
  await declare(url, { title: 'Search is slow' });
  await service.stop();
}
