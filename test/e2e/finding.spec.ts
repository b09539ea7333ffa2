import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ask, mutate } from '../support/client.js';
import { command, declare, deploy, issueKey } from '../support/commands.js';
import { allPages } from '../support/pages.js';
import { type HostedService, hostService } from '../support/hosted.js';

interface Found {
  readonly totalCount: number;
  readonly edges: readonly {
    readonly cursor: string;
    readonly snippet: string | null;
    readonly matches: readonly {
      readonly field: string;
      readonly text: string;
      readonly ranges: readonly { readonly start: number; readonly end: number }[];
    }[];
    readonly node: { readonly reference: string };
  }[];
}

let service: HostedService;
/** May do everything but see restricted incidents. */
let others: { id: string; secret: string };
let deploymentId: string;
let alertId: string;

beforeAll(async () => {
  service = await hostService();
  const { url } = service;
  others = await issueKey(url, ['read', 'respond', 'admin']);
  const register = (name: string, team: string) =>
    mutate(url, 'registerService', { name, team }, 'service { id }');
  await register('checkout', 'shop');
  await register('mail', 'post');
  const then = (incidentId: string, mutation: string, input: object = {}, key?: string) =>
    command(url, mutation, { incidentId, ...input }, key);

  // 1 to 5: the queue is in the note, an update, the postmortem, the summary, the title.
  await declare(url, { title: 'One', severity: 'P3', services: ['checkout'] });
  await declare(url, { title: 'Two', services: ['mail'], detectedBy: 'CUSTOMER', security: true });
  await declare(url, { title: 'Three', occurredAt: '2024-03-05T10:00:00Z' });
  await declare(url, { title: 'Four', summary: 'Nobody empties the queue' });
  await declare(url, { title: 'A queue that only grows <script>alert(1)</script>', drill: true });
  await then('INC-1', 'recordNote', { kind: 'OBSERVATION', body: 'The Wärteschlange, or queue, is long' });
  await then('INC-2', 'publishUpdate', { audience: 'INTERNAL', body: 'We look at the queue' });
  await then('INC-2', 'acknowledgeIncident');
  await then('INC-3', 'resolveIncident', { resolution: 'Restarted', occurredAt: '2024-03-05T12:00:00Z' });
  await then('INC-3', 'draftPostmortem', { rootCause: 'A queue without a bound' });
  // 6: what only some may know of, full of queues.
  await declare(url, { title: 'queue queue queue', summary: 'The secret queue', visibility: 'RESTRICTED' });

  deploymentId = await deploy(url, { service: 'checkout', version: 'v1' });
  await then('INC-1', 'blameDeployment', { deploymentId });
  await then('INC-1', 'identifyCause', {
    category: 'CODE_CHANGE',
    description: 'No bound',
    confidence: 'HIGH',
  });
  await then('INC-2', 'joinIncident', {}, others.secret);
  await then('INC-1', 'assignRole', { role: 'SCRIBE', person: 'amina@example.com' });
  await then('INC-3', 'addFollowUp', {
    title: 'Bound the queue',
    dueAt: '2024-03-09T00:00:00Z',
    occurredAt: '2024-03-05T13:00:00Z',
  });
  await then('INC-4', 'addFollowUp', { title: 'Alert on it' });
  const { alert } = await mutate<{ alert: { id: string } }>(
    url,
    'recordAlert',
    { source: 'grafana', key: 'queue', title: 'The queue is long', startsAt: '2024-03-05T10:00:00Z' },
    'alert { id }',
  );
  alertId = alert.id;
  await then('INC-4', 'attachAlert', { alertId });
});
afterAll(() => service.stop());

const fields =
  'totalCount edges { cursor snippet matches { field text ranges { start end } } node { reference } }';
const incidents = async (args: string, key?: string): Promise<Found> =>
  (await ask<{ incidents: Found }>(service.url, `{ incidents(${args}) { ${fields} } }`, {}, key)).incidents;
const references = async (args: string, key?: string): Promise<string[]> => {
  const { edges, totalCount } = await incidents(`first: 50, ${args}`, key);
  expect(totalCount).toBe(edges.length);
  return edges.map(({ node }) => node.reference);
};

describe('A search of incidents', () => {
  it('has first what is titled so, then summaries, postmortems and updates, and notes last', async () => {
    expect(await references('search: "queue"', others.secret)).toEqual([
      'INC-5',
      'INC-4',
      'INC-3',
      'INC-2',
      'INC-1',
    ]);
  });

  it('shows where it matched, as text and as places in it, without any markup', async () => {
    const { edges } = await incidents('search: "queue grow", orderBy: { field: RELEVANCE }', others.secret);
    const [{ matches, snippet } = { matches: [], snippet: null }] = edges;
    expect(snippet).toBe('A **queue** that only **grows** <script>alert(1)</script>');
    const [{ field, ranges, text } = { field: '', ranges: [], text: '' }] = matches;
    expect(field).toBe('TITLE');
    expect(ranges.map(({ start, end }) => text.slice(start, end))).toEqual(['queue', 'grows']);
  });

  it('shows nothing of the sort where nothing is searched for', async () => {
    for (const { matches, snippet } of (await incidents('first: 3')).edges)
      expect({ matches, snippet }).toEqual({ matches: [], snippet: null });
  });

  it.each([
    ['all words, in any order and any field', 'grows queue', ['INC-5']],
    ['the beginning of the last word', 'queue emp', ['INC-4']],
    ['no beginning of another', 'que long', []],
    ['a phrase', '\\"the queue\\"', ['INC-4', 'INC-2']],
    ['no phrase whose words are apart', '\\"queue long\\"', []],
    ['what has something else excluded', 'queue -grows -\\"the queue\\"', ['INC-3', 'INC-1']],
    ['words without their accents', 'WARTESCHLANGE', ['INC-1']],
    ['what looks like an operator', 'title:queue', []],
    ['words among signs, which are none', 'grows ( ^ 🔥', ['INC-5']],
  ])('finds %s', async (_, search, expected) => {
    expect(await references(`search: "${search}"`, others.secret)).toEqual(expected);
  });

  it.each(['AND', '"', '""', '-', '*', '(', 'a NEAR/2 b', '{title}:x', '\\u0000', "'; DROP TABLE"])(
    'takes %j for text',
    async (search) => {
      const query = 'query ($search: String!) { incidents(search: $search) { totalCount } }';
      await expect(ask(service.url, query, { search })).resolves.toBeDefined();
    },
  );

  it('is sorted otherwise where asked, and then still shows where it matched', async () => {
    const { edges } = await incidents(
      'search: "queue", orderBy: { field: DECLARED_AT, direction: ASC }',
      others.secret,
    );
    expect(edges.map(({ node }) => node.reference)).toEqual(['INC-3', 'INC-1', 'INC-2', 'INC-4', 'INC-5']);
    expect(edges[1]?.snippet).toBe('The Wärteschlange, or **queue**, is long');
  });

  it.each([1, 2, 3])('gives each match once by pages of %d, forwards and backwards', async (size) => {
    const walk = (backwards: boolean) =>
      allPages<{ reference: string }>(service.url, 'incidents', {
        args: ', search: "queue"',
        node: 'reference',
        size,
        backwards,
      });
    const all = await references('search: "queue"');
    expect((await walk(false)).map(({ reference }) => reference)).toEqual(all);
    expect((await walk(true)).map(({ reference }) => reference)).toEqual(all);
  });
});

describe('A restricted incident', () => {
  it('is found by those who may see it', async () => {
    expect((await references('search: "queue"'))[0]).toBe('INC-6');
    expect(await references('search: "secret"')).toEqual(['INC-6']);
  });

  it.each([
    'search: "secret"',
    'search: "secr"',
    'search: "\\"secret queue\\""',
    'filter: { visibility: RESTRICTED }',
  ])('is not found by %s, nor counted, by others', async (args) => {
    expect(await references(args, others.secret)).toEqual([]);
  });

  it('changes nothing in what others find: not the order, not the places of pages', async () => {
    const before = await incidents('search: "queue"', others.secret);
    for (const number of [1, 2, 3])
      await declare(service.url, {
        title: `queue long bound ${number}`,
        summary: 'queue '.repeat(50),
        visibility: 'RESTRICTED',
        idempotencyKey: `secret ${number}`,
      });
    expect(await incidents('search: "queue"', others.secret)).toEqual(before);
  });
});

describe('A filter of incidents', () => {
  const open = ['INC-5', 'INC-4', 'INC-2', 'INC-1'];

  it.each([
    ['those that are open', 'open: true', open],
    ['those that are not', 'open: false', ['INC-3']],
    ['both, which none are', 'open: true, status: [RESOLVED]', []],
    ['what nobody acknowledged', 'unacknowledged: true', ['INC-5', 'INC-4', 'INC-1']],
    ['mine', 'mine: true', ['INC-2']],
    ['those that are not mine', 'mine: false', ['INC-5', 'INC-4', 'INC-1', 'INC-3']],
    ['those of a person', 'involves: ["amina@example.com"]', ['INC-1']],
    ['a team', 'teams: ["shop"]', ['INC-1']],
    ['teams', 'teams: ["shop", "post", "nobody"]', ['INC-2', 'INC-1']],
    ['who noticed', 'detectedBy: [CUSTOMER]', ['INC-2']],
    ['security', 'security: true', ['INC-2']],
    ['no security', 'security: false, open: true', ['INC-5', 'INC-4', 'INC-1']],
    ['drills', 'drill: true', ['INC-5']],
    ['a category of cause', 'cause: [CODE_CHANGE, CAPACITY]', ['INC-1']],
    ['what remains to be done', 'followUps: { open: true }', ['INC-4', 'INC-3']],
    ['what remains and is late', 'followUps: { overdue: true }', ['INC-3']],
    ['where nothing remains', 'followUps: { open: false }', ['INC-5', 'INC-2', 'INC-1']],
    ['a postmortem that is owed', 'postmortem: { owed: true }', ['INC-3']],
  ])('by %s', async (_, filter, expected) => {
    expect(await references(`filter: { ${filter} }`, others.secret)).toEqual(expected);
  });

  it('by the deployment that is blamed and by an alert, in whatever case their ids are written', async () => {
    expect(await references(`filter: { blamedDeployments: ["${deploymentId.toUpperCase()}"] }`)).toEqual([
      'INC-1',
    ]);
    expect(await references(`filter: { alerts: ["${alertId}"] }`)).toEqual(['INC-4']);
  });

  it('by a team follows the catalog', async () => {
    await mutate(service.url, 'registerService', { name: 'search', team: 'shop' }, 'service { id }');
    await declare(service.url, { title: 'Search is down', services: ['search'], idempotencyKey: 'search' });
    expect(await references('filter: { teams: ["shop"] }', others.secret)).toHaveLength(2);
  });
});
