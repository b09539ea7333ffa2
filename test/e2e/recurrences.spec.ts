import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { acting } from '../support/acting.js';
import { ask } from '../support/client.js';
import { issueKey } from '../support/commands.js';
import type { Page } from '../support/pages.js';
import { type HostedService, hostService } from '../support/hosted.js';

/** In March of 2024. */
const at = (day: number): string => `2024-03-${String(day).padStart(2, '0')}T10:00:00.000Z`;

let service: HostedService;
const { declared, refusalOf, say } = acting(() => service.url);
/** May do everything but see restricted incidents. */
let others: string;

beforeAll(async () => {
  service = await hostService();
  others = (await issueKey(service.url, ['read', 'respond'])).secret;
});
afterAll(() => service.stop());

describe('A recurrence', () => {
  const category = 'CAPACITY';
  const found = async (id: string, field: string, key?: string) => {
    const query = `{ incident(id: "${id}") { ${field}(first: 10) { totalCount edges { node { reference } } } } }`;
    const { incident } = await ask<{ incident: Record<string, Page<{ reference: string }>> }>(
      service.url,
      query,
      {},
      key,
    );
    return incident[field]?.edges.map(({ node }) => node.reference);
  };
  const repeated = async (id: string, key?: string) => {
    const query = `{ incident(id: "${id}") { recurrenceOf { reference } } }`;
    const { incident } = await ask<{ incident: { recurrenceOf: unknown } }>(service.url, query, {}, key);
    return incident.recurrenceOf;
  };
  const withCause = async (declaredAt: string, input: object = {}) => {
    const about = { title: 'The pool is empty', services: ['pool'], occurredAt: declaredAt };
    const id = await declared({ ...about, ...input });
    await say(id, 'identifyCause', { category, description: 'Too few connections', occurredAt: declaredAt });
    return id;
  };

  it('is suggested by the same cause on the same service within 90 days', async () => {
    await withCause('2023-12-01T10:00:00Z');
    const earlier = await withCause(at(1));
    await withCause(at(3), { services: ['another'] });
    await withCause(at(3), { drill: true });
    await say(await withCause(at(3)), 'cancelIncident', { reason: 'A false alarm' });
    await declared({ title: 'Of unknown cause', services: ['pool'], occurredAt: at(4) });
    const later = await withCause(at(5));
    expect(await found(later, 'suggestedRecurrences')).toEqual([earlier]);
    expect(await found(later, 'suggestedRecurrences', others)).toEqual([earlier]);
    await say(later, 'linkRecurrence', { recurrenceOf: earlier, reason: 'The same pool' });
    expect(await repeated(later)).toEqual({ reference: earlier });
    expect(await found(earlier, 'recurrences')).toEqual([later]);
    expect(await found(later, 'suggestedRecurrences')).toEqual([]);
    await say(later, 'unlinkRecurrence', { reason: 'Another pool' });
    expect(await repeated(later)).toBeNull();
    expect(await found(earlier, 'recurrences')).toEqual([]);
  });

  it('is suggested where it can be linked: restricted ones and what was said to be later stay out', async () => {
    const leaks = { title: 'It leaks', services: ['boiler'] };
    const secret = await withCause(at(11), { ...leaks, visibility: 'RESTRICTED' });
    const open = await withCause(at(13), leaks);
    const saidLater = await withCause(at(14), leaks);
    const saidEarlier = await withCause(at(12), leaks);
    const correct = (id: string, to: string) =>
      say(id, 'correctMilestone', { milestone: 'DECLARED', at: to, reason: 'By the chat' });
    await correct(saidLater, at(10));
    await correct(saidEarlier, '2024-03-12T12:00:00.000Z');
    expect(await found(open, 'suggestedRecurrences')).toEqual([saidEarlier]);
    expect(await refusalOf('linkRecurrence', { incidentId: open, recurrenceOf: saidLater })).toMatchObject({
      rule: 'RECURRENCE_NOT_EARLIER',
    });
    await say(open, 'changeVisibility', { visibility: 'RESTRICTED', reason: 'It names a customer' });
    expect(await found(open, 'suggestedRecurrences')).toEqual([saidEarlier, secret]);
    await say(open, 'linkRecurrence', { recurrenceOf: secret });
  });

  it('is of an incident that was declared earlier, and that its caller may see', async () => {
    const earlier = await declared({ title: 'Once', occurredAt: at(1) });
    const secret = await declared({ title: 'Secret', visibility: 'RESTRICTED', occurredAt: at(2) });
    const later = await declared({ title: 'Again', occurredAt: at(3) });
    const link = (incidentId: string, recurrenceOf: string, key?: string) =>
      refusalOf('linkRecurrence', { incidentId, recurrenceOf }, key);
    expect(await link(earlier, later)).toMatchObject({ rule: 'RECURRENCE_NOT_EARLIER' });
    expect(await link(later, later)).toMatchObject({ rule: 'RECURRENCE_NOT_EARLIER' });
    expect(await link(later, secret)).toMatchObject({ rule: 'RECURRENCE_RESTRICTED' });
    expect(await link(later, secret, others)).toMatchObject({ code: 'NOT_FOUND' });
    expect(await link(later, 'INC-999')).toMatchObject({ code: 'NOT_FOUND' });
  });

  it('that is restricted is not told to others by the incident that it repeats', async () => {
    const earlier = await declared({ title: 'Open to all', occurredAt: at(1) });
    const secret = await declared({ title: 'Secret', visibility: 'RESTRICTED', occurredAt: at(2) });
    await say(secret, 'linkRecurrence', { recurrenceOf: earlier });
    expect(await found(earlier, 'recurrences')).toEqual([secret]);
    expect(await found(earlier, 'recurrences', others)).toEqual([]);
  });
});
