import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { payload } from '../payloads.js';
import { ask, mutate } from '../support/client.js';
import { command, declare } from '../support/commands.js';
import { page } from '../support/pages.js';
import { post } from '../support/raw.js';
import { refusal } from '../support/refusal.js';
import { type HostedService, hostService } from '../support/hosted.js';

let service: HostedService;
beforeAll(async () => {
  service = await hostService();
  await setPolicy({
    severity: 'P1',
    nextUpdateWithinSeconds: 1800,
    escalateAfterSeconds: null,
    words: ['SEV1', 'pager'],
    checklists: [{ name: 'Triage', items: ['Page the lead', 'Check the graphs'] }],
  });
});
afterAll(() => service.stop());

const setPolicy = (input: object) => mutate(service.url, 'setPolicy', input, 'revision');

const refused = (mutation: string, input: object, key?: string) => refusal(service.url, mutation, input, key);

describe('The words of other tools', () => {
  const startsAt = '2026-03-02T09:00:00Z';
  const recorded = (input: object) =>
    mutate<{ alert: { severity: string | null } }>(
      service.url,
      'recordAlert',
      { source: 'nagios', title: 'Disk is full', startsAt, ...input },
      'alert { severity } replayed',
    );

  it('mean what a policy says, before what is known anyway', async () => {
    await setPolicy({ severity: 'P0', words: ['warning', 'Meltdown'] });
    const severityOf = async (sourceSeverity: string) =>
      (await recorded({ key: sourceSeverity, sourceSeverity })).alert.severity;
    expect(await severityOf('MELTDOWN')).toBe('P0');
    expect(await severityOf('warning')).toBe('P0');
    expect(await severityOf('pager')).toBe('P1');
    expect(await severityOf('error')).toBe('P2');
    expect(await severityOf('purple')).toBeNull();
  });

  it('do not go before a severity that is given', async () => {
    const { alert } = await recorded({ key: 'given', sourceSeverity: 'Meltdown', severity: 'P3' });
    expect(alert.severity).toBe('P3');
  });

  it('hold for webhooks too', async () => {
    await setPolicy({ severity: 'P0', words: ['critical'] });
    await post(`${service.url}/ingest/alertmanager`, JSON.stringify(payload('alertmanager-v4-firing-group')));
    const { edges } = await page<{ severity: string }>(
      service.url,
      'alerts',
      'filter: { sources: ["alertmanager"] }',
      'severity',
    );
    expect(new Set(edges.map(({ node }) => node.severity))).toEqual(new Set(['P0']));
  });

  it('leave a retry a retry when they change', async () => {
    const input = { key: 'retried', sourceSeverity: 'purple', idempotencyKey: 'purple' };
    await recorded(input);
    await setPolicy({ severity: 'P2', words: ['purple'] });
    expect(await recorded(input)).toMatchObject({ replayed: true, alert: { severity: null } });
  });
});

describe('An incident', () => {
  const terms = async (incidentId: string) =>
    (
      await ask<{ incident: { policy: object } }>(
        service.url,
        'query ($id: ID!) { incident(id: $id) { policy { nextUpdateWithinSeconds escalateAfterSeconds } } }',
        { id: incidentId },
      )
    ).incident.policy;

  const nextUpdate = async (id: string): Promise<string | null> =>
    (
      await ask<{ incident: { nextUpdateDueAt: string | null } }>(
        service.url,
        'query ($id: ID!) { incident(id: $id) { nextUpdateDueAt } }',
        { id },
      )
    ).incident.nextUpdateDueAt;

  it('is held to the policy as it stood when it was declared', async () => {
    const { incident } = await declare(service.url, { severity: 'P1' });
    await setPolicy({ severity: 'P1', nextUpdateWithinSeconds: 60 });
    expect(await terms(incident.id)).toEqual({ nextUpdateWithinSeconds: 1800, escalateAfterSeconds: null });
    const occurredAt = new Date().toISOString();
    await command(service.url, 'publishUpdate', {
      incidentId: incident.id,
      audience: 'INTERNAL',
      body: 'We are on it.',
      occurredAt,
    });
    const due = new Date(Date.parse(occurredAt) + 1_800_000).toISOString();
    expect(await nextUpdate(incident.id)).toBe(due);
  });

  it('owes no next update once it is resolved, and that which was promised once it is reopened', async () => {
    const nextUpdateDueAt = new Date(Date.now() + 3_600_000).toISOString();
    const { id: incidentId } = (await declare(service.url)).incident;
    const then = (mutation: string, input: object) =>
      command(service.url, mutation, { incidentId, ...input });
    await then('publishUpdate', { audience: 'INTERNAL', body: 'We are on it.', nextUpdateDueAt });
    await then('resolveIncident', { resolution: 'Rolled back' });
    expect(await nextUpdate(incidentId)).toBeNull();
    await then('reopenIncident', { reason: 'It is back' });
    expect(await nextUpdate(incidentId)).toBe(nextUpdateDueAt);
    await then('cancelIncident', { reason: 'A load test' });
    expect(await nextUpdate(incidentId)).toBeNull();
  });

  it('is held to that of its new severity once the severity changes', async () => {
    await setPolicy({ severity: 'P0', nextUpdateWithinSeconds: 900 });
    const { incident } = await declare(service.url, { severity: 'P2' });
    await command(service.url, 'changeSeverity', {
      incidentId: incident.id,
      severity: 'P0',
      reason: 'Orders are being lost',
    });
    expect(await terms(incident.id)).toEqual({ nextUpdateWithinSeconds: 900, escalateAfterSeconds: null });
  });

  it('is declared once, whatever becomes of the policy before a retry', async () => {
    const input = { severity: 'P3', idempotencyKey: 'declared-once' };
    const first = await declare(service.url, input);
    await setPolicy({ severity: 'P3', nextUpdateWithinSeconds: 7200 });
    const second = await declare(service.url, input);
    expect(second).toMatchObject({ replayed: true, revision: first.revision });
    const change = {
      incidentId: first.incident.id,
      severity: 'P2',
      reason: 'Worse',
      idempotencyKey: 'worse',
    };
    await command(service.url, 'changeSeverity', change);
    await setPolicy({ severity: 'P2', nextUpdateWithinSeconds: 3600 });
    expect(await command(service.url, 'changeSeverity', change)).toMatchObject({ replayed: true });
  });

  it('gets the checklists of its severity, which people tick off', async () => {
    const { incident } = await declare(service.url, { severity: 'P1' });
    const incidentId = incident.id;
    await setPolicy({
      severity: 'P0',
      checklists: [{ name: 'Triage', items: ['Page the lead', 'Wake the director'] }],
    });
    await command(service.url, 'changeSeverity', { incidentId, severity: 'P0', reason: 'It lasts' });
    await command(service.url, 'attachChecklist', {
      incidentId,
      name: 'Wrap-up',
      items: ['Thank everybody'],
    });
    const checklists = async () =>
      (
        await ask<{
          incident: { checklists: { items: { id: string; text: string }[] }[] };
        }>(
          service.url,
          'query ($id: ID!) { incident(id: $id) { checklists { name severity items { id text tickedBy { id } } } } }',
          { id: incidentId },
        )
      ).incident.checklists;
    const [triage] = await checklists();
    const [lead, graphs] = triage?.items ?? [];
    const onBehalfOf = 'amina@example.com';
    for (const item of [lead, graphs])
      await command(service.url, 'tickChecklistItem', { incidentId, itemId: item?.id, onBehalfOf });
    await command(service.url, 'untickChecklistItem', {
      incidentId,
      itemId: graphs?.id,
      reason: 'Wrong graphs',
    });
    const todo = (text: string) => ({ id: expect.any(String), text, tickedBy: null });
    expect(await checklists()).toEqual([
      {
        name: 'Triage',
        severity: 'P1',
        items: [
          { id: lead?.id, text: 'Page the lead', tickedBy: { id: onBehalfOf } },
          todo('Check the graphs'),
        ],
      },
      { name: 'Triage', severity: 'P0', items: [todo('Wake the director')] },
      { name: 'Wrap-up', severity: null, items: [todo('Thank everybody')] },
    ]);
    expect(await refused('tickChecklistItem', { incidentId, itemId: 'another' })).toMatchObject({
      rule: 'CHECKLIST_ITEM_NOT_FOUND',
    });
    expect(await refused('attachChecklist', { incidentId, name: 'Empty', items: [] })).toMatchObject({
      code: 'BAD_USER_INPUT',
      fields: ['input.items'],
    });
  });
});
