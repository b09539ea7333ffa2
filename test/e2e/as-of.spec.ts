import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { acting } from '../support/acting.js';
import { ask, codesOf, send } from '../support/client.js';
import { alarm, headOf, issueKey } from '../support/commands.js';
import { type HostedService, hostService } from '../support/hosted.js';

const at = (time: string): string => `2024-03-05T${time}:00.000Z`;

let service: HostedService;
const { declared, say } = acting(() => service.url);

beforeAll(async () => {
  service = await hostService();
});
afterAll(() => service.stop());

const head = () => headOf(service.url);

/** An incident as it was known then. */
async function known<Incident = Record<string, unknown>>(
  id: string,
  position: string,
  selection: string,
  key?: string,
): Promise<Incident> {
  const query = `query ($id: ID!, $asOf: AsOf) { incident(id: $id, asOf: $asOf) { ${selection} } }`;
  const { incident } = await ask<{ incident: Incident }>(service.url, query, { id, asOf: { position } }, key);
  return incident;
}

describe('An incident as of a position', () => {
  it('has nothing that was recorded later, however long ago it happened', async () => {
    const alertId = await alarm(service.url, {
      source: 'prometheus',
      key: 'latency',
      title: 'Slow',
      status: 'FIRING',
      startsAt: at('09:55'),
    });
    const id = await declared({
      title: 'Orders fail',
      severity: 'P2',
      occurredAt: at('10:00'),
      alerts: [alertId],
    });
    await say(id, 'acknowledgeIncident', { occurredAt: at('10:05') });
    const then = await head();
    await say(id, 'correctMilestone', { milestone: 'ACKNOWLEDGED', at: at('10:02'), reason: 'Seen at once' });
    await say(id, 'recordNote', { kind: 'OBSERVATION', body: 'It began with v2', occurredAt: at('09:00') });
    await say(id, 'changeSeverity', { severity: 'P0', reason: 'Nobody can pay', occurredAt: at('10:01') });
    await alarm(service.url, {
      source: 'prometheus',
      key: 'latency',
      title: 'Slow',
      status: 'RESOLVED',
      startsAt: at('09:55'),
    });
    await say(id, 'resolveIncident', { resolution: 'Rolled back', occurredAt: at('11:00') });

    const selection = `reference status severity revision asOf { position at } alerts { status }
      milestones { milestone last corrections { reason } } notes { body } postmortem { markdown }
      timeline { totalCount edges { node { kind } } }`;
    const incident = await known<Record<'timeline' | 'postmortem', object>>(id, then, selection);
    expect(incident).toMatchObject({
      reference: id,
      status: 'ACKNOWLEDGED',
      severity: 'P2',
      asOf: { position: then },
      alerts: [{ status: 'FIRING' }],
      notes: [],
      timeline: {
        totalCount: 3,
        edges: ['IncidentDeclared', 'AlertAttached', 'IncidentAcknowledged'].map((kind) => ({
          node: { kind },
        })),
      },
    });
    expect(incident).toMatchObject({
      milestones: expect.arrayContaining([{ milestone: 'ACKNOWLEDGED', last: at('10:05'), corrections: [] }]),
    });
    expect(JSON.stringify(incident.postmortem)).not.toMatch(/Rolled back|Resolved/);
    const now = `{ incident(id: "${id}") { status asOf { at } timeline { totalCount } } }`;
    expect(await ask(service.url, now)).toEqual({
      incident: { status: 'RESOLVED', asOf: null, timeline: { totalCount: 8 } },
    });
  });

  it('is none before it was declared, and keeps its reference', async () => {
    const before = await head();
    const id = await declared({ title: 'Later' });
    expect(await known(id, before, 'id')).toBeNull();
    expect(await known(id, await head(), 'reference')).toEqual({ reference: id });
  });

  it('is overdue by the clock of then', async () => {
    const id = await declared({ title: 'Promised' });
    const dueAt = new Date(Date.now() + 3_000).toISOString();
    await say(id, 'publishUpdate', { audience: 'INTERNAL', body: 'We look', nextUpdateDueAt: dueAt });
    const then = await head();
    const late = async (asOf: object) => {
      const query = `query ($asOf: AsOf) { incident(id: "${id}", asOf: $asOf) { updateOverdue } }`;
      return (await ask<{ incident: { updateOverdue: boolean } }>(service.url, query, { asOf })).incident
        .updateOverdue;
    };
    while (Date.now() <= Date.parse(dueAt)) await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await late({ position: then })).toBe(false);
    expect(await late({ recordedAt: dueAt })).toBe(false);
    expect(await late({ recordedAt: new Date(Date.parse(dueAt) + 1).toISOString() })).toBe(true);
  });

  it('can be compared with another moment in one operation', async () => {
    const id = await declared({ title: 'Compared', severity: 'P3' });
    const before = await head();
    await say(id, 'changeSeverity', { severity: 'P1', reason: 'Worse' });
    const query = `query ($before: Position!) {
      before: incident(id: "${id}", asOf: { position: $before }) { severity timeline { totalCount } }
      now: incident(id: "${id}") { severity timeline { totalCount } } }`;
    expect(await ask(service.url, query, { before })).toEqual({
      before: { severity: 'P3', timeline: { totalCount: 1 } },
      now: { severity: 'P1', timeline: { totalCount: 2 } },
    });
  });
});

describe('An incident as of a time', () => {
  it('is what had been recorded by then', async () => {
    const id = await declared({ title: 'Timed', occurredAt: at('10:00') });
    const query = `query ($asOf: AsOf) { incident(id: "${id}", asOf: $asOf) {
      status updatedAt asOf { position at } timeline { edges { node { recordedAt position } } } } }`;
    type Timed = { incident: { updatedAt: string } };
    const { updatedAt: declaredAt } = (await ask<Timed>(service.url, query)).incident;
    while (Date.now() <= Date.parse(declaredAt)) await new Promise((resolve) => setTimeout(resolve, 1));
    await say(id, 'acknowledgeIncident', { occurredAt: at('10:05') });
    expect(await ask(service.url, query, { asOf: { recordedAt: declaredAt } })).toMatchObject({
      incident: { status: 'DECLARED', asOf: { at: declaredAt } },
    });
    const earlier = new Date(Date.parse(declaredAt) - 1).toISOString();
    expect(await ask(service.url, query, { asOf: { recordedAt: earlier } })).toEqual({ incident: null });
    expect(await ask(service.url, query, { asOf: { recordedAt: at('10:30') } })).toEqual({ incident: null });
    expect(await ask(service.url, query, { asOf: { recordedAt: new Date().toISOString() } })).toMatchObject({
      incident: { status: 'ACKNOWLEDGED' },
    });
  });
});

describe('A question as of a moment', () => {
  const query = 'query ($asOf: AsOf) { incident(id: "INC-1", asOf: $asOf) { id } }';

  it.each([
    ['no moment at all', {}, /either a position or a time/],
    ['two moments', { position: '0000000000000001', recordedAt: at('10:00') }, /one of them/],
    ['a position beyond the head', { position: '0000009999999999' }, /no position of this log/],
    ['what is no position', { position: 'yesterday' }, /no position of this log/],
    ['the future', { recordedAt: '2999-01-01T00:00:00Z' }, /in the future/],
  ])('is refused for %s', async (_, asOf, message) => {
    const answer = await send(service.url, query, { asOf });
    expect(codesOf(answer)).toEqual(['BAD_USER_INPUT']);
    expect(answer.errors?.[0]?.message).toMatch(message);
  });

  it('takes the scope audit, where the question takes none without', async () => {
    const reader = (await issueKey(service.url, ['read'])).secret;
    const auditor = (await issueKey(service.url, ['read', 'audit'])).secret;
    const asOf = { position: await head() };
    const refused = await send(service.url, query, { asOf }, reader);
    expect(codesOf(refused)).toEqual(['FORBIDDEN']);
    expect(refused.errors?.[0]?.message).toMatch(/asOf needs the scope audit/);
    expect(codesOf(await send(service.url, query, {}, reader))).toEqual([]);
    expect(codesOf(await send(service.url, query, { asOf }, auditor))).toEqual([]);
  });

  it('is answered to those who may see the incident today', async () => {
    const id = await declared({ title: 'Open at first' });
    const then = await head();
    const auditor = (await issueKey(service.url, ['read', 'audit'])).secret;
    expect(await known(id, then, 'title', auditor)).toEqual({ title: 'Open at first' });
    await say(id, 'changeVisibility', { visibility: 'RESTRICTED', reason: 'Names a customer' });
    expect(await known(id, then, 'title', auditor)).toBeNull();
    expect(await known(id, then, 'title visibility')).toEqual({
      title: 'Open at first',
      visibility: 'ORGANIZATION',
    });
  });
});
