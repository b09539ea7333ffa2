import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ask, codesOf, mutate, send } from '../support/client.js';
import { allPages } from '../support/pages.js';
import { refusal } from '../support/refusal.js';
import { type HostedService, hostService } from '../support/hosted.js';

let service: HostedService;
beforeAll(async () => {
  service = await hostService();
});
afterAll(() => service.stop());

const refused = (mutation: string, input: object, key?: string) => refusal(service.url, mutation, input, key);

describe('Services', () => {
  const selection = 'service { name title team tier availabilityTarget retiredAt revision }';
  const changed = (mutation: string, input: object) =>
    mutate<{ service: Record<string, unknown> }>(service.url, mutation, input, selection);
  const names = async (args = '') =>
    (await allPages<{ name: string }>(service.url, 'services', { node: 'name', size: 2, args })).map(
      ({ name }) => name,
    );

  beforeAll(async () => {
    for (const [name, team] of [
      ['checkout', 'payments'],
      ['ledger', 'payments'],
      ['search', 'discovery'],
      ['legacy', 'discovery'],
    ])
      await changed('registerService', { name, team, tier: 2 });
  });

  it('change in what is said, by name or UUID', async () => {
    const { service: now } = await changed('changeService', {
      serviceId: 'checkout',
      tier: null,
      availabilityTarget: 0.999,
    });
    expect(now).toMatchObject({ name: 'checkout', team: 'payments', tier: null, availabilityTarget: 0.999 });
    const { service: found } = await ask<{ service: { id: string } }>(
      service.url,
      '{ service(id: "checkout") { id } }',
    );
    await changed('changeService', { serviceId: found.id, title: 'Checkout' });
  });

  it('need not be registered to be named, and then are as they are written', async () => {
    await mutate(
      service.url,
      'declareIncident',
      { title: 'X', severity: 'P3', services: ['Check Out'] },
      'revision',
    );
    const found = await ask(
      service.url,
      '{ incidents(filter: { services: ["Check Out"] }) { edges { node { services } } } }',
    );
    expect(found).toEqual({ incidents: { edges: [{ node: { services: ['Check Out'] } }] } });
    expect(await refused('registerService', { name: 'Check Out', team: 'payments' })).toMatchObject({
      code: 'BAD_USER_INPUT',
    });
  });

  it('are retired and leave the list, and can come back', async () => {
    await changed('retireService', { serviceId: 'legacy', reason: 'Nobody uses it' });
    expect(await names()).toEqual(['checkout', 'ledger', 'search']);
    expect(await names(', filter: { withRetired: true }')).toEqual([
      'checkout',
      'ledger',
      'legacy',
      'search',
    ]);
    expect(await refused('changeService', { serviceId: 'legacy', tier: 1 })).toMatchObject({
      rule: 'SERVICE_RETIRED',
    });
    await changed('registerService', { name: 'legacy', team: 'archive' });
    expect(await names(', filter: { teams: ["archive"] }')).toEqual(['legacy']);
  });

  it('must be there to be changed', async () => {
    expect(await refused('changeService', { serviceId: 'nowhere', tier: 1 })).toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  it('make the teams that have them', async () => {
    await changed('retireService', { serviceId: 'legacy', reason: 'Nobody uses it' });
    const { teams } = await ask<{ teams: object }>(
      service.url,
      '{ teams { totalCount edges { node { name services(first: 1) { totalCount edges { node { name } } } } } } }',
    );
    const team = (name: string, totalCount: number, first: string) => ({
      node: { name, services: { totalCount, edges: [{ node: { name: first } }] } },
    });
    expect(teams).toEqual({
      totalCount: 2,
      edges: [team('discovery', 1, 'search'), team('payments', 2, 'checkout')],
    });
  });

  it('show what became of them', async () => {
    const { service: shown } = await ask<{
      service: { history: { edges: { node: { text: string; recordedAt: string; data: object } }[] } };
    }>(service.url, '{ service(id: "checkout") { history { edges { node { text recordedAt data } } } } }');
    const entries = shown.history.edges.map(({ node }) => node);
    expect(entries.map(({ text }) => text)).toEqual([
      'Service checkout registered, owned by payments',
      'Service checkout changed: tier none (was 2); availability target 99.9 % (was none)',
      'Service checkout changed: title “Checkout” (was “checkout”)',
    ]);
    expect(entries[2]?.data).toMatchObject({ title: 'Checkout', was: { title: 'checkout' } });
  });

  it('page through what became of them', async () => {
    const history = async (args: string) =>
      (
        await ask<{
          service: { history: { edges: { cursor: string }[]; pageInfo: { hasNextPage: boolean } } };
        }>(
          service.url,
          `{ service(id: "checkout") { history(${args}) { edges { cursor } pageInfo { hasNextPage } } } }`,
        )
      ).service.history;
    const first = await history('first: 2');
    const after = first.edges.at(-1)?.cursor ?? '';
    expect(first.pageInfo.hasNextPage).toBe(true);
    expect(await history(`first: 2, after: "${after}"`)).toMatchObject({
      edges: [{ cursor: '2' }],
      pageInfo: { hasNextPage: false },
    });
    const wrong = await send(
      service.url,
      '{ service(id: "checkout") { history(after: "x") { totalCount } } }',
    );
    expect(codesOf(wrong)).toEqual(['BAD_USER_INPUT']);
  });

  it.each<[string, string, object, string]>([
    ['a tier of nothing', 'changeService', { serviceId: 'checkout', tier: 0 }, 'input.tier'],
    [
      'more than always',
      'changeService',
      { serviceId: 'a', availabilityTarget: 1.1 },
      'input.availabilityTarget',
    ],
    ['a blank team', 'registerService', { name: 'mail', team: ' ' }, 'input.team'],
    ['an end for no reason', 'retireService', { serviceId: 'checkout', reason: '' }, 'input.reason'],
  ])('are refused with %s', async (_, mutation, input, path) => {
    expect(await refused(mutation, input)).toMatchObject({ code: 'BAD_USER_INPUT', fields: [path] });
  });
});
