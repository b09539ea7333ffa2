import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { command, declare, deploy } from '../support/commands.js';
import { allPages, page } from '../support/pages.js';
import { type HostedService, hostService } from '../support/hosted.js';

const at = (day: number): string => `2024-03-${String(day).padStart(2, '0')}T10:00:00.000Z`;

interface Listed {
  readonly reference: string;
}

let service: HostedService;

/** Seven incidents, declared on the first seven days of March in this order. */
beforeAll(async () => {
  service = await hostService();
  const { url } = service;
  await declare(url, {
    title: 'Checkout is slow',
    severity: 'P2',
    services: ['checkout'],
    occurredAt: at(1),
  });
  await declare(url, { title: 'Search is down', severity: 'P0', services: ['search'], occurredAt: at(2) });
  await declare(url, { title: 'Mail waits', services: ['mail', 'checkout'], occurredAt: at(3) });
  await declare(url, { title: 'Disk full', summary: 'The payment logs', severity: 'P3', occurredAt: at(4) });
  await declare(url, { title: 'Exercise', drill: true, occurredAt: at(5) });
  await declare(url, { title: 'Login loops', occurredAt: at(6) });
  await declare(url, { title: 'Images missing', occurredAt: at(7) });
  const then = (reference: string, mutation: string, day: number, input: object = {}) =>
    command(url, mutation, { incidentId: reference, occurredAt: at(day), ...input });
  await then('INC-2', 'assignRole', 2, { role: 'INCIDENT_COMMANDER', person: 'amina@example.com' });
  await then('INC-3', 'assignRole', 3, { role: 'SCRIBE', person: 'amina@example.com' });
  await then('INC-1', 'resolveIncident', 8, { resolution: 'Scaled up' });
  await then('INC-4', 'recordNote', 8, { kind: 'OBSERVATION', body: 'The inodes ran out' });
  const update = { audience: 'INTERNAL', body: 'Working on it' };
  await then('INC-6', 'publishUpdate', 6, { ...update, nextUpdateDueAt: at(7) });
  await then('INC-7', 'publishUpdate', 7, { ...update, nextUpdateDueAt: '2999-01-01T00:00:00Z' });
});
afterAll(() => service.stop());

const incidents = (args: string) => page<Listed>(service.url, 'incidents', args, 'reference');
const referencesOf = (nodes: readonly Listed[]) => nodes.map(({ reference }) => reference);
const newestFirst = ['INC-7', 'INC-6', 'INC-5', 'INC-4', 'INC-3', 'INC-2', 'INC-1'];

describe('Paging through the incidents', () => {
  it.each([1, 2, 3, 7, 20])('forwards by %d gives each once, the newest first', async (size) => {
    const all = await allPages<Listed>(service.url, 'incidents', { node: 'reference', size });
    expect(referencesOf(all)).toEqual(newestFirst);
  });

  it.each([1, 2, 3, 7, 20])('backwards by %d gives the same', async (size) => {
    const all = await allPages<Listed>(service.url, 'incidents', {
      node: 'reference',
      size,
      backwards: true,
    });
    expect(referencesOf(all)).toEqual(newestFirst);
  });

  it('says on each page how many there are on all, and whether there is more on either side', async () => {
    const first = await incidents('first: 3');
    expect(first.totalCount).toBe(7);
    expect(first.pageInfo).toMatchObject({ hasPreviousPage: false, hasNextPage: true });
    const second = await incidents(`first: 3, after: "${String(first.pageInfo.endCursor)}"`);
    expect(second.pageInfo).toMatchObject({ hasPreviousPage: true, hasNextPage: true });
    expect(second.pageInfo.startCursor).toBe(second.edges[0]?.cursor);
    const last = await incidents('last: 3');
    expect(last.pageInfo).toMatchObject({ hasPreviousPage: true, hasNextPage: false });
  });

  it('keeps its place when the list grows at its head', async () => {
    const first = await incidents('first: 2');
    await declare(service.url, { title: 'Just now', idempotencyKey: 'just now' });
    const rest = await incidents(`first: 2, after: "${String(first.pageInfo.endCursor)}"`);
    expect(referencesOf(rest.edges.map(({ node }) => node))).toEqual(['INC-5', 'INC-4']);
    await command(service.url, 'cancelIncident', { incidentId: 'INC-8', reason: 'For a test' });
  });

  it('goes by severity, by the last change or by the promised update where asked to', async () => {
    const ordered = async (orderBy: string) =>
      referencesOf(
        await allPages(service.url, 'incidents', {
          args: `, orderBy: ${orderBy}, filter: { status: [DECLARED, ACKNOWLEDGED] }`,
          node: 'reference',
          size: 2,
        }),
      );
    const bySeverity = await ordered('{ field: SEVERITY, direction: ASC }');
    expect([bySeverity[0], bySeverity.at(-1)]).toEqual(['INC-2', 'INC-4']);
    expect((await ordered('{ field: UPDATED_AT }')).slice(0, 2)).toEqual(['INC-7', 'INC-6']);
    expect(new Set(await ordered('{ field: NEXT_UPDATE_DUE }'))).toEqual(
      new Set(['INC-7', 'INC-6', 'INC-5', 'INC-4', 'INC-3', 'INC-2']),
    );
  });
});

describe('A filter of incidents', () => {
  const found = async (args: string) => {
    const { edges, totalCount } = await incidents(`${args}, first: 50`);
    expect(totalCount).toBe(edges.length);
    return referencesOf(edges.map(({ node }) => node));
  };

  it.each([
    ['status', 'filter: { status: [RESOLVED] }', ['INC-1']],
    ['several statuses', 'filter: { status: [RESOLVED, ACKNOWLEDGED] }', ['INC-2', 'INC-1']],
    ['severity', 'filter: { severity: [P0, P3] }', ['INC-4', 'INC-2']],
    ['service', 'filter: { services: ["checkout"] }', ['INC-3', 'INC-1']],
    ['a word of the title', 'search: "checkout"', ['INC-1']],
    ['a word of the summary', 'search: "payment"', ['INC-4']],
    ['a word of a note', 'search: "inodes"', ['INC-4']],
    ['the beginning of a word', 'search: "ino*"', ['INC-4']],
    ['words that no incident has together', 'search: "inodes checkout"', []],
    ['what looks like an operator of the search', 'search: "\\"( OR NEAR"', []],
    ['the holder of any role', 'filter: { roleHolder: { person: "amina@example.com" } }', ['INC-3', 'INC-2']],
    [
      'the holder of one role',
      'filter: { roleHolder: { person: "amina@example.com", role: SCRIBE } }',
      ['INC-3'],
    ],
    ['an update that is overdue', 'filter: { updateOverdue: true }', ['INC-6']],
    ['drills', 'filter: { drill: true }', ['INC-5']],
    [
      'the time of the declaration',
      `filter: { declaredAt: { from: "${at(2)}", to: "${at(4)}" } }`,
      ['INC-3', 'INC-2'],
    ],
    ['the time of the resolution', `filter: { resolvedAt: { from: "${at(8)}" } }`, ['INC-1']],
    [
      'several things at once',
      `filter: { services: ["checkout"], declaredAt: { to: "${at(2)}" }, status: [RESOLVED] }, search: "slow"`,
      ['INC-1'],
    ],
    ['nothing that there is', 'filter: { services: ["nowhere"] }', []],
  ])('by %s finds those alone', async (_, args, expected) => {
    expect(await found(args)).toEqual(expected);
  });

  it('by no overdue update leaves that one out', async () => {
    expect(await found('filter: { updateOverdue: false }')).not.toContain('INC-6');
  });
});

describe('The other lists', () => {
  it('of deployments is filtered and paged in the same way', async () => {
    const { url } = service;
    for (let day = 1; day <= 5; day += 1)
      await deploy(url, {
        service: day % 2 === 0 ? 'mail' : 'search',
        version: `v${day}`,
        finishedAt: at(day),
      });
    const versions = (walk: object) =>
      allPages<{ version: string }>(url, 'deployments', { node: 'version', size: 2, ...walk });
    const all = (await versions({})).map(({ version }) => version);
    expect(all).toEqual(['v5', 'v4', 'v3', 'v2', 'v1']);
    expect((await versions({ backwards: true })).map(({ version }) => version)).toEqual(all);
    const mail = await versions({ args: ', filter: { services: ["mail"], status: [SUCCEEDED] }' });
    expect(mail.map(({ version }) => version)).toEqual(['v4', 'v2']);
  });

  it('of the timeline goes in pages too, and by kinds', async () => {
    const { edges } = await page<{
      timeline: {
        totalCount: number;
        edges: { node: { kind: string } }[];
        pageInfo: { hasNextPage: boolean };
      };
    }>(
      service.url,
      'incidents',
      'filter: { services: ["search"] }',
      'timeline(first: 1, kinds: ["RoleAssigned", "IncidentAcknowledged"]) { totalCount edges { node { kind } } pageInfo { hasNextPage } }',
    );
    expect(edges[0]?.node.timeline).toEqual({
      totalCount: 2,
      edges: [{ node: { kind: 'RoleAssigned' } }],
      pageInfo: { hasNextPage: true },
    });
  });
});
