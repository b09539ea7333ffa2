import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { codesOf, send } from '../support/client.js';
import { type IssuedKey, command, declare, issueKey } from '../support/commands.js';
import { type HistoryEntry, applied, historyOf } from '../support/history.js';
import { type HostedService, hostService } from '../support/hosted.js';

const asked = `query ($id: ID!, $first: Int, $after: String) { incidentHistory(id: $id, first: $first, after: $after) {
  edges { cursor node { event { type } } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`;

let service: HostedService;
let auditor: IssuedKey;
let history: HistoryEntry[];

const say = (mutation: string, input: object) =>
  command(service.url, mutation, { incidentId: 'INC-1', ...input });

beforeAll(async () => {
  service = await hostService();
  const { url } = service;
  auditor = await issueKey(url, ['read', 'audit']);
  await declare(url, { services: ['checkout', 'cart', 'login'], tags: ['eu'] });
  await say('changeSeverity', { severity: 'P0', reason: 'Orders are being lost' });
  await say('changeDetails', { services: ['cart', 'login'], title: 'Cart fails in EU' });
  await say('recordNote', { kind: 'ACTION', body: 'Restarted it' });
  await say('resolveIncident', { resolution: 'Rolled back' });
  history = await historyOf(url, 'INC-1');
}, 30_000);
afterAll(() => service.stop());

const ofType = (type: string): HistoryEntry => {
  const entry = history.find(({ event }) => event.type === type);
  if (!entry) throw new Error(`There is no ${type}`);
  return entry;
};

describe('The history of an incident', () => {
  it('has each event with the state before and after it, each state that which the one before it left', () => {
    expect(history.map(({ event }) => event.revision)).toEqual(history.map((_, at) => at));
    expect(history[0]).toMatchObject({ event: { type: 'IncidentDeclared' }, before: null });
    for (const [at, { before }] of history.entries())
      expect(before).toEqual(at === 0 ? null : history[at - 1]?.after);
    expect(ofType('SeverityChanged')).toMatchObject({
      before: { severity: 'P1' },
      after: { severity: 'P0' },
    });
  });

  it('says what an event changed, and nothing else', () => {
    const { changes } = ofType('SeverityChanged');
    expect(changes).toContainEqual({ op: 'REPLACE', path: '/severity', before: 'P1', after: 'P0' });
    const fields = new Set(changes.map(({ path }) => path.split('/')[1]));
    expect(
      [...fields].filter((field) => !['severity', 'policy', 'termsSince'].includes(field ?? '')),
    ).toEqual([]);
    expect(ofType('DetailsChanged').changes).toEqual([
      { op: 'REMOVE', path: '/services/0', before: 'checkout', after: null },
      { op: 'REPLACE', path: '/title', before: 'Checkout fails in EU', after: 'Cart fails in EU' },
    ]);
  });

  it('leads with its changes from nothing to each of its states, and to that of today', () => {
    let document: object = {};
    for (const { after, changes } of history) {
      document = applied(changes, document);
      expect(document).toEqual(after);
    }
    expect(document).toMatchObject({ status: 'RESOLVED', severity: 'P0', services: ['cart', 'login'] });
  });

  it('gives every event once to whoever follows its pages, of whatever size', async () => {
    for (const first of [1, 2, 3, history.length])
      expect(await historyOf(service.url, 'inc-1', first, auditor.secret)).toEqual(history);
    const answer = await send(service.url, asked, { id: 'INC-1', first: 2, after: '1' });
    expect(answer.data).toMatchObject({
      incidentHistory: {
        edges: [{ cursor: '2' }, { cursor: '3' }],
        pageInfo: { hasNextPage: true, hasPreviousPage: true, startCursor: '2', endCursor: '3' },
      },
    });
    const last = await send(service.url, asked, { id: 'INC-1', after: String(history.length - 1) });
    expect(last.data).toMatchObject({ incidentHistory: { edges: [], pageInfo: { hasNextPage: false } } });
  });

  it.each([
    ['a page of fewer than none', { first: -1 }],
    ['a page of too many', { first: 101 }],
    ['a cursor that is none', { after: 'x' }],
    ['a cursor beyond its end', { after: '1000' }],
  ])('refuses %s', async (_, variables) => {
    const answer = await send(service.url, asked, { id: 'INC-1', ...variables });
    expect(codesOf(answer)).toEqual(['BAD_USER_INPUT']);
  });

  it('is null where there is no such incident, and needs the scope audit', async () => {
    expect(await send(service.url, asked, { id: 'INC-99' })).toMatchObject({
      data: { incidentHistory: null },
    });
    const reader = await issueKey(service.url, ['read', 'restricted']);
    expect(codesOf(await send(service.url, asked, { id: 'INC-1' }, reader.secret))).toEqual(['FORBIDDEN']);
  });

  it('has nothing of another incident for who may not see that one, and all of it for who may', async () => {
    const earlier = await declare(service.url, { title: 'A leak', visibility: 'RESTRICTED' });
    const later = await declare(service.url, { title: 'A leak again', visibility: 'RESTRICTED' });
    const incidentId = later.incident.id;
    await command(service.url, 'linkRecurrence', {
      incidentId,
      recurrenceOf: earlier.incident.id,
      reason: 'Same',
    });
    expect(await send(service.url, asked, { id: incidentId }, auditor.secret)).toMatchObject({
      data: { incidentHistory: null },
    });
    await command(service.url, 'changeVisibility', {
      incidentId,
      visibility: 'ORGANIZATION',
      reason: 'It is over',
    });
    const theirs = await historyOf(service.url, incidentId, 100, auditor.secret);
    const linked = theirs.find(({ event }) => event.type === 'RecurrenceLinked');
    expect(linked).toMatchObject({ event: { data: { redacted: true } }, changes: [] });
    expect(JSON.stringify(theirs)).not.toContain(earlier.incident.id);
    const mine = await historyOf(service.url, incidentId);
    expect(mine.at(-1)?.after).toMatchObject({ recurrence: { reference: earlier.incident.reference } });
  });
});
