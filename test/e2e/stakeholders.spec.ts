import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ask, mutate } from '../support/client.js';
import { allPages } from '../support/pages.js';
import { refusal } from '../support/refusal.js';
import { type HostedService, hostService } from '../support/hosted.js';

let service: HostedService;
beforeAll(async () => {
  service = await hostService();
});
afterAll(() => service.stop());

const refused = (mutation: string, input: object, key?: string) => refusal(service.url, mutation, input, key);

describe('Stakeholders', () => {
  const selection =
    'stakeholder { id name quadrant updateAudience updateChannels removedAt history { edges { node { text } } } }';
  const changed = (mutation: string, input: object) =>
    mutate<{ stakeholder: { id: string } }>(service.url, mutation, input, selection);
  const listed = async (args = '') =>
    (await allPages<{ name: string }>(service.url, 'stakeholders', { node: 'name', size: 2, args })).map(
      ({ name }) => name,
    );
  const nobody = '00000000-0000-4000-8000-000000000000';
  const bystander = { name: 'Press', power: 'LOW', interest: 'LOW' };
  const ids: Record<string, string> = {};

  beforeAll(async () => {
    for (const [name, power, interest, services] of [
      ['Nordbank', 'HIGH', 'HIGH', ['checkout']],
      ['Press', 'LOW', 'LOW', []],
      ['Regulator', 'HIGH', 'LOW', ['ledger', 'checkout']],
      ['Shop owners', 'LOW', 'HIGH', ['search']],
    ] as const) {
      const { stakeholder } = await changed('registerStakeholder', { name, power, interest, services });
      ids[name] = stakeholder.id;
    }
  });

  it('are in the quadrant of their power and interest, which says how updates reach them', async () => {
    const all = await allPages<object>(service.url, 'stakeholders', {
      node: 'name quadrant updateAudience updateChannels',
      size: 3,
    });
    expect(all).toMatchObject([
      { name: 'Nordbank', quadrant: 'MANAGE_CLOSELY', updateAudience: 'STAKEHOLDERS' },
      {
        name: 'Press',
        quadrant: 'MONITOR',
        updateAudience: 'PUBLIC',
        updateChannels: ['STATUS_PAGE', 'SOCIAL'],
      },
      { name: 'Regulator', quadrant: 'KEEP_SATISFIED', updateChannels: ['EMAIL'] },
      { name: 'Shop owners', quadrant: 'KEEP_INFORMED', updateAudience: 'PUBLIC' },
    ]);
  });

  it('are found by quadrant and by the services that they care about', async () => {
    expect(await listed(', filter: { quadrants: [KEEP_INFORMED, MONITOR] }')).toEqual([
      'Press',
      'Shop owners',
    ]);
    expect(await listed(', filter: { services: ["checkout"] }')).toEqual(['Nordbank', 'Press', 'Regulator']);
    expect(await listed(', filter: { services: ["checkout"], quadrants: [MANAGE_CLOSELY] }')).toEqual([
      'Nordbank',
    ]);
    expect(await listed(', filter: { quadrants: [] }')).toEqual([]);
    expect(await listed(', filter: { services: [] }')).toEqual([]);
  });

  it('change, and are told of', async () => {
    const input = { stakeholderId: ids['Nordbank'], interest: 'LOW', channels: ['CHAT'] };
    expect(await changed('changeStakeholder', input)).toMatchObject({
      stakeholder: {
        quadrant: 'KEEP_SATISFIED',
        updateChannels: ['CHAT'],
        history: {
          edges: [
            { node: { text: 'Stakeholder Nordbank registered: manage closely' } },
            {
              node: {
                text: 'Stakeholder Nordbank changed: interest LOW (was HIGH); channels CHAT (was none)',
              },
            },
          ],
        },
      },
    });
  });

  it('leave the list when they are removed, and stay known', async () => {
    const stakeholderId = ids['Press'];
    await changed('removeStakeholder', { stakeholderId, reason: 'They may read the page' });
    expect(await listed()).toEqual(['Nordbank', 'Regulator', 'Shop owners']);
    const answer = await ask(
      service.url,
      'query ($id: ID!) { stakeholder(id: $id) { name removalReason } }',
      { id: stakeholderId },
    );
    expect(answer).toEqual({ stakeholder: { name: 'Press', removalReason: 'They may read the page' } });
    expect(await refused('changeStakeholder', { stakeholderId, name: 'Media' })).toMatchObject({
      rule: 'STAKEHOLDER_REMOVED',
    });
  });

  it('are registered once under one idempotency key', async () => {
    const input = { name: 'Partner', power: 'LOW', interest: 'LOW', idempotencyKey: 'partner' };
    const first = await changed('registerStakeholder', input);
    expect((await changed('registerStakeholder', input)).stakeholder.id).toBe(first.stakeholder.id);
  });

  it('must be named by an id that there is', async () => {
    expect(await refused('removeStakeholder', { stakeholderId: 'Press', reason: 'x' })).toMatchObject({
      code: 'BAD_USER_INPUT',
    });
    expect(await refused('removeStakeholder', { stakeholderId: nobody, reason: 'x' })).toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  it.each<[string, string, object, string]>([
    ['a name of two lines', 'registerStakeholder', { ...bystander, name: 'a\nb' }, 'input.name'],
    ['a blank service', 'registerStakeholder', { ...bystander, services: [' '] }, 'input.services'],
    ['an end for no reason', 'removeStakeholder', { stakeholderId: nobody, reason: '' }, 'input.reason'],
  ])('are refused with %s', async (_, mutation, input, path) => {
    expect(await refused(mutation, input)).toMatchObject({ code: 'BAD_USER_INPUT', fields: [path] });
  });
});
