import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ask, mutate } from '../support/client.js';
import { command, declare } from '../support/commands.js';
import { type HostedService, hostService } from '../support/hosted.js';
import { guideOperations } from './operations.js';

const operations = guideOperations()
  .filter(({ guide }) => guide === 'docs/finding.md')
  .map(({ operation }, at) => [at + 1, operation] as const);

describe('The operations of the guide to finding', () => {
  let service: HostedService;

  beforeAll(async () => {
    service = await hostService();
    const { url } = service;
    await mutate(url, 'registerService', { name: 'checkout', team: 'shop' }, 'service { id }');
    const about = { title: 'Checkout: timeouts', services: ['checkout'], detectedBy: 'CUSTOMER' };
    await declare(url, { ...about, summary: 'The connection pool is empty', security: true });
    const then = (incidentId: string, mutation: string, input: object) =>
      command(url, mutation, { incidentId, ...input });
    await declare(url, { title: 'Over', occurredAt: '2024-03-05T10:00:00Z' });
    await then('INC-2', 'identifyCause', {
      category: 'CODE_CHANGE',
      description: 'A loop',
      occurredAt: '2024-03-05T11:00:00Z',
    });
    await then('INC-2', 'resolveIncident', { resolution: 'Rolled back', occurredAt: '2024-03-05T12:00:00Z' });
    await then('INC-2', 'addFollowUp', {
      title: 'Test it',
      dueAt: '2024-03-09T00:00:00Z',
      occurredAt: '2024-03-05T13:00:00Z',
    });
    await declare(url, { title: 'Taken up', occurredAt: '2024-03-05T10:00:00Z' });
    await then('INC-3', 'acknowledgeIncident', { occurredAt: '2024-03-05T10:30:00Z' });
    const promise = { nextUpdateDueAt: '2024-03-05T12:00:00Z', occurredAt: '2024-03-05T11:00:00Z' };
    await then('INC-3', 'publishUpdate', { audience: 'INTERNAL', body: 'We look at it', ...promise });
    await then('INC-3', 'joinIncident', {});
  });
  afterAll(() => service.stop());

  it('are there', () => {
    expect(operations.length).toBeGreaterThan(2);
  });

  it.each(operations)('find something: the one at place %i', async (_, operation) => {
    const answers = await ask<Record<string, { totalCount: number }>>(service.url, operation);
    for (const [name, { totalCount }] of Object.entries(answers))
      expect([name, totalCount]).toEqual([name, 1]);
  });
});
