import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { acting } from '../support/acting.js';
import { ask } from '../support/client.js';
import { deploy, headOf, issueKey } from '../support/commands.js';
import type { Page } from '../support/pages.js';
import { type HostedService, hostService } from '../support/hosted.js';

const at = (time: string): string => `2024-03-05T${time}:00.000Z`;

let service: HostedService;
const { declared, say } = acting(() => service.url);

beforeAll(async () => {
  service = await hostService();
});
afterAll(() => service.stop());

const head = () => headOf(service.url);

describe('Lists and numbers as of a moment', () => {
  const window = { from: at('00:00'), to: '2024-03-06T00:00:00.000Z' };
  const query = `query ($asOf: AsOf, $window: Window, $after: String) {
    incidents(filter: { services: ["shop"] }, first: 2, after: $after, asOf: $asOf) {
      totalCount asOf { position } edges { cursor node { title status recurrences { totalCount } } } pageInfo { endCursor } }
    found: incidents(search: "cashier", asOf: $asOf) { edges { node { title } } }
    deployments(filter: { services: ["shop"] }, asOf: $asOf) { edges { node { version status } } }
    metrics(window: $window, filter: { services: ["shop"] }, asOf: $asOf) {
      position asOf { position } timeToResolve { count meanSeconds } changeFailureRate { numerator denominator } } }`;
  const answered = (asOf: object | null, after?: string, key?: string) =>
    ask<{ incidents: Page<{ title: string }>; found: object; deployments: object; metrics: object }>(
      service.url,
      query,
      { asOf, window, after },
      key,
    );

  it('have nothing that was recorded later, and page through what was there', async () => {
    const about = { services: ['shop'] };
    const v1 = await deploy(service.url, {
      service: 'shop',
      version: 'v1',
      key: 'v1',
      finishedAt: at('08:00'),
    });
    for (const title of ['First', 'Second', 'Third'])
      await declared({ ...about, title, occurredAt: at('10:00') });
    const id = await declared({ ...about, title: 'The cashier hangs', occurredAt: at('10:00') });
    await say(id, 'resolveIncident', { resolution: 'Restarted', occurredAt: at('11:00') });
    const position = await head();
    const then = await answered(null);

    await deploy(service.url, { service: 'shop', version: 'v0', key: 'v0', finishedAt: at('07:00') });
    await say(id, 'changeDetails', { title: 'The till hangs' });
    await say(id, 'correctMilestone', { milestone: 'RESOLVED', at: at('10:10'), reason: 'A typing error' });
    await say(id, 'blameDeployment', { deploymentId: v1 });
    const later = await declared({ ...about, title: 'A cashier again', occurredAt: at('09:00') });
    await say(later, 'linkRecurrence', { recurrenceOf: id }).catch(() => undefined);

    const now = await answered({ position });
    expect(now).toEqual({
      ...then,
      incidents: { ...then.incidents, asOf: { position } },
      metrics: { ...then.metrics, position, asOf: { position } },
    });
    expect(now).toMatchObject({
      incidents: { totalCount: 4 },
      found: { edges: [{ node: { title: 'The cashier hangs' } }] },
      metrics: {
        timeToResolve: { count: 1, meanSeconds: 3600 },
        changeFailureRate: { numerator: 1, denominator: 1 },
      },
    });
    const { incidents } = await answered({ position }, now.incidents.pageInfo.endCursor ?? '');
    const titles = [...now.incidents.edges, ...incidents.edges].map(({ node }) => node.title);
    expect(titles).toEqual(['The cashier hangs', 'Third', 'Second', 'First']);
    expect(await answered(null)).not.toEqual(then);
  });

  it('leave out what is restricted today, from the very moment on', async () => {
    const auditor = (await issueKey(service.url, ['read', 'audit'])).secret;
    const id = await declared({
      title: 'A cashier of the bank',
      services: ['bank'],
      occurredAt: at('12:00'),
    });
    await say(id, 'resolveIncident', { resolution: 'Restarted', occurredAt: at('13:00') });
    const asOf = { position: await head() };
    const banks = `query ($asOf: AsOf, $window: Window) {
      incidents(filter: { services: ["bank"] }, asOf: $asOf) { totalCount edges { node { id } } }
      metrics(window: $window, filter: { services: ["bank"] }, asOf: $asOf) { timeToResolve { count } } }`;
    const seen = () => ask(service.url, banks, { asOf, window }, auditor);
    expect(await seen()).toMatchObject({
      incidents: { totalCount: 1 },
      metrics: { timeToResolve: { count: 1 } },
    });
    await say(id, 'changeVisibility', { visibility: 'RESTRICTED', reason: 'Names a customer' });
    const hidden = { incidents: { totalCount: 0, edges: [] }, metrics: { timeToResolve: { count: 0 } } };
    expect(await seen()).toEqual(hidden);
    await say(id, 'changeVisibility', { visibility: 'ORGANIZATION', reason: 'The name is gone' });
    expect(await seen()).toMatchObject({ incidents: { totalCount: 1 } });
  });

  it('are empty before anything was recorded', async () => {
    expect(await answered({ recordedAt: at('10:00') })).toMatchObject({
      incidents: { totalCount: 0, asOf: { position: null } },
      deployments: { edges: [] },
      metrics: { position: null, timeToResolve: { count: 0, meanSeconds: null } },
    });
  });
});
