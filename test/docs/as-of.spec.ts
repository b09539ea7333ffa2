import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { acting } from '../support/acting.js';
import { ask } from '../support/client.js';
import { deploy } from '../support/commands.js';
import { type HostedService, hostService } from '../support/hosted.js';
import { guideOperations } from './operations.js';

const operations = guideOperations()
  .filter(({ guide }) => guide === 'docs/as-of.md')
  .map(({ operation }, at) => [at + 1, operation] as const);

describe('The operations of the guide to what was known when, one after the other', () => {
  let service: HostedService;
  let now: string;
  const { declared, say } = acting(() => service.url);

  beforeAll(async () => {
    service = await hostService();
    await deploy(service.url, { service: 'checkout', version: 'v1', finishedAt: '2024-03-04T09:00:00Z' });
    const id = await declared({ title: 'Orders fail', services: ['checkout'] });
    await say(id, 'acknowledgeIncident');
    const { incident } = await ask<{ incident: { updatedAt: string } }>(
      service.url,
      '{ incident(id: "INC-1") { updatedAt } }',
    );
    now = incident.updatedAt;
  });
  afterAll(() => service.stop());

  it.each(operations)('work, as of now: the one at place %i', async (_, operation) => {
    // The guide's moments are those of its reader.
    const operationNow = operation.replace(/recordedAt: "[^"]+"/g, `recordedAt: "${now}"`);
    const answered = await ask(service.url, operationNow);
    expect(JSON.stringify(answered)).toMatch(/Declared as P|INC-1|"position":"\d/);
    expect(Object.values(answered as object)).not.toContain(null);
  });
});
