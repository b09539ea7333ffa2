import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ask, mutate } from '../support/client.js';
import { command, declare, deploy } from '../support/commands.js';
import { type HostedService, hostService } from '../support/hosted.js';
import { guideOperations } from './operations.js';

const operations = guideOperations()
  .filter(({ guide }) => guide === 'docs/metrics.md')
  .map(({ operation }) => operation);

/** What each operation of the guide comes to, in their order. */
const answers = [
  {
    metrics: {
      timeToResolve: {
        count: 1,
        meanSeconds: 5400,
        reopens: 0,
        excluded: [{ reason: 'DRILL', count: 1 }],
        rule: 'mttr/1',
        incidents: {
          edges: [{ node: { reference: 'INC-1', seconds: 5400 } }, { node: { excluded: 'DRILL' } }],
        },
      },
      changeFailureRate: { value: 0.5, numerator: 1, denominator: 2 },
    },
  },
  {
    metrics: {
      duration: {
        count: 0,
        excluded: [
          { reason: 'DRILL', count: 1 },
          { reason: 'PENDING', count: 1 },
        ],
      },
    },
    incident: {
      durations: {
        timeToResolve: { state: 'RECORDED', seconds: 5400 },
        duration: { state: 'RECORDED', seconds: 600 },
      },
    },
  },
  {
    metrics: {
      availability: {
        // An hour of a week is 1/168; 0.2 % of a week are 1,209.6 s.
        services: {
          edges: [
            {
              node: {
                service: 'checkout',
                value: 1 - 1 / 168,
                target: 0.998,
                metTarget: false,
                errorBudgetLeftSeconds: -2390.4,
              },
            },
          ],
        },
        impacts: { edges: [{ node: { reference: 'INC-1', seconds: 3600, countedSeconds: 3600 } }] },
      },
      updateDiscipline: { value: 1, numerator: 1, denominator: 1, excluded: [] },
      rollbackTime: {
        p50Seconds: 240,
        withinTarget: { value: 1 },
        rollbacks: { edges: [{ node: { seconds: 240, targetSeconds: 300, withinTarget: true } }] },
      },
      incidentCounts: { count: 1, foundByCustomers: { value: 0 } },
    },
  },
  {
    metrics: {
      series: [
        {},
        {},
        {},
        { timeToResolve: { count: 1, meanSeconds: 5400 } },
        { timeToResolve: { count: 0, meanSeconds: null } },
        {},
        // A day of 23 hours, with a deployment.
        { to: '2026-03-29T22:00:00.000Z', deploymentFrequency: { value: 24 / 23 } },
      ],
    },
  },
  {
    metrics: {
      groups: [
        {
          key: 'shop',
          timeToResolve: { count: 1, p50Seconds: 5400 },
          changeFailureRate: { value: 0.5 },
          series: [{}, {}, {}, {}, { from: '2026-03-23T00:00:00.000Z', timeToResolve: { count: 1 } }, {}],
        },
      ],
    },
  },
];

describe('The examples of the guide to the numbers', () => {
  let service: HostedService;

  beforeAll(async () => {
    service = await hostService();
    const { url } = service;
    const at = (time: string) => `2026-03-${time}:00Z`;
    const then = (incidentId: string, mutation: string, time: string, input: object = {}) =>
      command(url, mutation, { incidentId, occurredAt: at(time), ...input });
    await mutate(url, 'registerService', { name: 'checkout', team: 'shop' }, 'service { id }');
    await deploy(url, { service: 'checkout', version: 'v1', finishedAt: at('26T08:30') });
    await declare(url, { services: ['checkout'], occurredAt: at('26T09:00') });
    await then('INC-1', 'acknowledgeIncident', '26T09:10');
    const window = { from: at('26T09:00'), until: at('26T10:00') };
    const outage = { service: 'checkout', level: 'MAJOR_OUTAGE', ...window };
    await then('INC-1', 'recordImpact', '26T09:15', outage);
    const promise = { audience: 'INTERNAL', body: 'We look into it', nextUpdateDueAt: at('26T09:50') };
    await then('INC-1', 'publishUpdate', '26T09:20', promise);
    const rollback = { incidentId: 'INC-1', kind: 'ROLLBACK', description: 'Back to v0' };
    const { incident } = await mutate<{ incident: { mitigations: { id: string }[] } }>(
      url,
      'startMitigation',
      { ...rollback, occurredAt: at('26T09:30') },
      'incident { mitigations { id } }',
    );
    const worked = { mitigationId: incident.mitigations[0]?.id, outcome: 'WORKED' };
    await then('INC-1', 'verifyMitigation', '26T09:34', worked);
    await then('INC-1', 'publishUpdate', '26T09:45', { audience: 'INTERNAL', body: 'Back', last: true });
    await then('INC-1', 'resolveIncident', '26T10:30', { resolution: 'Rolled back' });
    await declare(url, { services: ['checkout'], drill: true, occurredAt: at('27T09:00') });
    await then('INC-2', 'resolveIncident', '27T10:00', { resolution: 'Well done' });
    await deploy(url, { service: 'checkout', version: 'v2', finishedAt: at('29T12:00') });
  });
  afterAll(() => service.stop());

  it.each(operations.map((operation, place) => [place + 1, operation]))(
    'come to what they are there to show: the one at place %i',
    async (place, operation) => {
      expect(await ask(service.url, String(operation))).toMatchObject(answers[Number(place) - 1] ?? {});
    },
  );

  it('are as many as are held to an answer', () => {
    expect(operations).toHaveLength(answers.length);
  });
});
