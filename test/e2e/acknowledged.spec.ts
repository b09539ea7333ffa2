import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ask, codesOf, mutate, send } from '../support/client.js';
import { declare, issueKey, revokeKey } from '../support/commands.js';
import { type HostedService, hostService } from '../support/hosted.js';
import { adminKey } from '../support/service.js';

describe('What a node has acknowledged', () => {
  let service: HostedService;
  let reader: string;

  beforeAll(async () => {
    service = await hostService();
    reader = (await issueKey(service.url, ['read', 'respond', 'audit'])).secret;
  });
  afterAll(() => service.stop());

  /** Does not ask for the incident, so that the answer comes as soon as the log has the event. */
  const change = (name: string, input: object) => mutate(service.url, name, input, 'revision');

  it('is in each of its answers from then on, whoever asks', async () => {
    const { incident } = await declare(service.url, { severity: 'P3' });
    for (let round = 0; round < 40; round += 1) {
      const severity = round % 2 === 0 ? 'P2' : 'P3';
      await change('changeSeverity', { incidentId: incident.id, severity, reason: 'Another look' });
      const seen = await ask<object>(
        service.url,
        `query ($id: ID!) { incident(id: $id) { severity revision timeline { totalCount } } }`,
        { id: incident.id },
        reader,
      );
      expect(seen).toEqual({
        incident: { severity, revision: round + 1, timeline: { totalCount: round + 2 } },
      });
    }
  });

  it('is there for those who name it: a deployment that repairs it, an export of it', async () => {
    const before = Number((await declare(service.url)).incident.reference.slice('INC-'.length));
    for (let round = 1; round <= 10; round += 1) {
      const { position } = await mutate<{ position: string }>(
        service.url,
        'declareIncident',
        { title: 'Named at once', severity: 'P2' },
        'position',
      );
      const incidentId = `INC-${before + round}`;
      const [{ incidentId: repaired }, exported] = await Promise.all([
        mutate<{ deployment: { incidentId: string } }>(
          service.url,
          'recordDeployment',
          { service: 'checkout', environment: 'production', version: '1', outcome: 'SUCCEEDED', incidentId },
          'deployment { incidentId }',
        ).then(({ deployment }) => deployment),
        fetch(`${service.url}/export?incident=${incidentId}`, {
          headers: { authorization: `Bearer ${adminKey}` },
        }),
      ]);
      expect(repaired).not.toBeNull();
      expect(exported.status).toBe(200);
      expect(await exported.text()).toContain(position);
    }
  });

  it('is in what a payload shows beyond the state of the incident', async () => {
    const { incident } = await declare(service.url);
    for (let round = 1; round <= 20; round += 1) {
      const answer = await mutate(
        service.url,
        'recordNote',
        { incidentId: incident.id, kind: 'OBSERVATION', body: `Note ${round}` },
        'incident { revision timeline { totalCount } }',
      );
      expect(answer).toEqual({ incident: { revision: round, timeline: { totalCount: round + 1 } } });
    }
  });

  it('makes no answer a mixture of two states', async () => {
    const { incident } = await declare(service.url);
    const note = { incidentId: incident.id, kind: 'OBSERVATION', body: 'Seen' };
    let isOver = false;
    const writing = [1, 2].map(async () => {
      while (!isOver) await change('recordNote', note);
    });
    for (let round = 0; round < 20; round += 1) {
      const { incident: seen } = await ask<{
        incident: { revision: number; notes: object[]; timeline: { totalCount: number } };
      }>(
        service.url,
        `query ($id: ID!) { incident(id: $id) { revision notes { id } timeline { totalCount } } }`,
        { id: incident.id },
        reader,
      );
      expect(seen.timeline.totalCount).toBe(seen.revision + 1);
      expect(seen.notes).toHaveLength(seen.revision);
    }
    isOver = true;
    await Promise.all(writing);
  });

  it('hides an incident from the moment that it is restricted', async () => {
    for (let round = 0; round < 10; round += 1) {
      const { incident } = await declare(service.url);
      await change('changeVisibility', {
        incidentId: incident.id,
        visibility: 'RESTRICTED',
        reason: 'Customer data',
      });
      const [seen, log, refused] = await Promise.all([
        ask<object>(
          service.url,
          `query ($id: ID!) { incident(id: $id) { title } }`,
          { id: incident.id },
          reader,
        ),
        ask<object>(
          service.url,
          `query ($stream: String!) { log(filter: { streams: [$stream] }) { edges { node { type } } } }`,
          { stream: `incident-${incident.id}` },
          reader,
        ),
        send(
          service.url,
          `mutation ($input: AcknowledgeIncidentInput!) { acknowledgeIncident(input: $input) { revision } }`,
          { input: { incidentId: incident.id } },
          reader,
        ),
      ]);
      expect(seen).toEqual({ incident: null });
      expect(log).toEqual({ log: { edges: [] } });
      expect(codesOf(refused)).toEqual(['NOT_FOUND']);
    }
  });

  it('holds an idempotency key to what it was used for', async () => {
    const first = await declare(service.url);
    const second = await declare(service.url);
    for (let round = 0; round < 10; round += 1) {
      const input = { kind: 'OBSERVATION', body: 'Seen', idempotencyKey: `key ${round}` };
      await change('recordNote', { ...input, incidentId: first.incident.id });
      const answer = await send(
        service.url,
        `mutation ($input: RecordNoteInput!) { recordNote(input: $input) { revision } }`,
        { input: { ...input, incidentId: second.incident.id } },
      );
      expect(codesOf(answer)).toEqual(['IDEMPOTENCY_MISMATCH']);
    }
  });

  it('is in force where others are decided by it: policies and keys', async () => {
    for (let round = 1; round <= 10; round += 1) {
      await change('setPolicy', { severity: 'P3', acknowledgeWithinSeconds: 1000 + round });
      const { incident } = await declare(service.url, { severity: 'P3' });
      const {
        incident: { acknowledgeBy, declaredAt },
      } = await ask<{ incident: { acknowledgeBy: string; declaredAt: string } }>(
        service.url,
        `query ($id: ID!) { incident(id: $id) { acknowledgeBy declaredAt } }`,
        { id: incident.id },
      );
      expect(Date.parse(acknowledgeBy) - Date.parse(declaredAt)).toBe((1000 + round) * 1000);

      const key = await issueKey(service.url, ['read']);
      expect(await send(service.url, '{ me { name } }', {}, key.secret)).not.toHaveProperty('errors');
      await revokeKey(service.url, key);
      expect(codesOf(await send(service.url, '{ me { name } }', {}, key.secret))).toEqual([
        'UNAUTHENTICATED',
      ]);
    }
  });
});
