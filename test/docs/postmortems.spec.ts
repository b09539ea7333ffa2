import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { acting } from '../support/acting.js';
import { ask } from '../support/client.js';
import { type HostedService, hostService } from '../support/hosted.js';
import { guideOperations } from './operations.js';

const operations = guideOperations()
  .filter(({ guide }) => guide === 'docs/postmortems.md')
  .map(({ operation }, at) => [at + 1, operation] as const);

describe('The operations of the guide to what comes after an incident, one after the other', () => {
  let service: HostedService;
  const { declared, say } = acting(() => service.url);

  beforeAll(async () => {
    service = await hostService();
    const about = { severity: 'P1', services: ['checkout'], occurredAt: '2024-03-04T10:00:00Z' };
    const first = await declared({ title: 'Orders fail', ...about });
    await say(first, 'resolveIncident', { resolution: 'Rolled back', occurredAt: '2024-03-04T11:00:00Z' });
    await say(first, 'closeIncident');
    await declared({ title: 'Orders fail again', ...about, occurredAt: '2024-03-05T10:00:00Z' });
    const late = { title: 'Watch the pool', owner: 'amina@example.com', dueAt: '2024-03-06T10:00:00Z' };
    await say(first, 'addFollowUp', { ...late, occurredAt: '2024-03-05T10:00:00Z' });
  });
  afterAll(() => service.stop());

  it.each(operations)('work: the one at place %i', async (_, operation) => {
    const answered = JSON.stringify(await ask(service.url, operation));
    expect(answered).not.toMatch(/^\{"\w+":\{("totalCount":0,)?"edges":\[\]/);
  });
});
