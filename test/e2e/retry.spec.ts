import { beforeEach, describe, expect, it } from '@jest/globals';
import { ask, codesOf, mutate, send } from '../support/client.js';
import { type Receipt, command, declare, headOf, issueKey, receipt } from '../support/commands.js';
import { restartable } from '../support/restartable.js';

const change = `mutation ($input: ChangeSeverityInput!) { changeSeverity(input: $input) { ${receipt} } }`;

const noted = `mutation ($input: RecordNoteInput!) { recordNote(input: $input) { ${receipt} } }`;

const service = restartable({ SITREP_PROJECTION_TIMEOUT_MS: '1000' });
let incidentId: string;

beforeEach(async () => {
  incidentId = (await declare(service.url)).incident.id;
});

describe('Whoever sends a command again', () => {
  it('gets the first answer back, and nothing more is recorded', async () => {
    const input = { incidentId, severity: 'P0', reason: 'Orders are lost', idempotencyKey: 'worse' };
    const first = await command(service.url, 'changeSeverity', input);
    const head = await headOf(service.url);
    const again = await command(service.url, 'changeSeverity', input);
    expect(first.replayed).toBe(false);
    expect(again).toEqual({ ...first, replayed: true });
    expect(await headOf(service.url)).toBe(head);
  });

  it('declares one incident', async () => {
    const input = { title: 'Search is slow', idempotencyKey: 'search' };
    const first = await declare(service.url, input);
    const again = await declare(service.url, input);
    expect(again.incident).toEqual(first.incident);
    expect(again.replayed).toBe(true);
  });

  it('issues one key, and sees its secret once', async () => {
    const input = { name: 'A key', scopes: ['read'], idempotencyKey: 'a key' };
    const issue = () =>
      mutate<{ apiKey: { id: string }; secret: string | null; replayed: boolean }>(
        service.url,
        'issueApiKey',
        input,
        'apiKey { id } secret replayed',
      );
    const first = await issue();
    expect(first.secret).toMatch(/^sitrep_/);
    expect(await issue()).toEqual({ apiKey: first.apiKey, secret: null, replayed: true });
  });

  it('records once, however many tries race', async () => {
    const input = { incidentId, kind: 'ACTION', body: 'Restarted it', idempotencyKey: 'restarted' };
    const tries = await Promise.all(
      Array.from({ length: 20 }, () => command(service.url, 'recordNote', input)),
    );
    expect(tries.filter(({ replayed }) => !replayed)).toHaveLength(1);
    expect(new Set(tries.map(({ position }) => position)).size).toBe(1);
  });

  it('has a key for one command, however many different ones race', async () => {
    const other = (await declare(service.url)).incident.id;
    const note = { kind: 'ACTION', body: 'Restarted it', idempotencyKey: 'used for two' };
    const answers = await Promise.all([
      send(service.url, noted, { input: { ...note, incidentId } }),
      send(service.url, noted, { input: { ...note, incidentId: other } }),
      send(service.url, noted, { input: { ...note, incidentId, onBehalfOf: 'amina@example.com' } }),
    ]);
    expect(answers.flatMap(codesOf)).toEqual(['IDEMPOTENCY_MISMATCH', 'IDEMPOTENCY_MISMATCH']);
  });

  it('gets it though what the command was about has changed meanwhile', async () => {
    const earlier = incidentId;
    const later = (await declare(service.url)).incident.id;
    const input = { incidentId: later, recurrenceOf: earlier, idempotencyKey: 'the same again' };
    const first = await command(service.url, 'linkRecurrence', input);
    const visibility = { visibility: 'RESTRICTED', reason: 'Customer data' };
    await command(service.url, 'changeVisibility', { incidentId: earlier, ...visibility });
    expect(await command(service.url, 'linkRecurrence', input)).toEqual({ ...first, replayed: true });
  });

  it('still gets it after a restart', async () => {
    const input = { incidentId, resolution: 'Rolled back', idempotencyKey: 'resolved' };
    const first = await command(service.url, 'resolveIncident', input);
    await service.restart();
    expect(await command(service.url, 'resolveIncident', input)).toEqual({ ...first, replayed: true });
  });

  it('may use another’s idempotency key, which is no other’s business', async () => {
    const { secret } = await issueKey(service.url, ['respond', 'read']);
    const mine = await declare(service.url, { idempotencyKey: 'shared' });
    const theirs = await declare(service.url, { idempotencyKey: 'shared' }, secret);
    expect(theirs.replayed).toBe(false);
    expect(theirs.incident.id).not.toBe(mine.incident.id);
  });
});

describe('A command that changes nothing', () => {
  it('succeeds and records nothing', async () => {
    const input = { incidentId, severity: 'P1', reason: 'As it was' };
    const before = await command(service.url, 'acknowledgeIncident', { incidentId });
    const done = await command(service.url, 'changeSeverity', input);
    expect(done).toMatchObject({ events: [], revision: 1, position: before.position, replayed: false });
    expect(await headOf(service.url)).toBe(before.position);
  });
});

describe('Whoever names the revision that they saw', () => {
  it('is refused with both revisions when it has changed, and goes on from the actual one', async () => {
    await command(service.url, 'acknowledgeIncident', { incidentId, expectedRevision: 0 });
    const input = { incidentId, severity: 'P0', reason: 'Worse than thought', expectedRevision: 0 };
    const refused = await send(service.url, change, { input });
    expect(refused.errors?.[0]?.extensions).toEqual({
      code: 'CONFLICT',
      expectedRevision: 0,
      actualRevision: 1,
    });
    const done = await command(service.url, 'changeSeverity', { ...input, expectedRevision: 1 });
    expect(done.revision).toBe(2);
  });

  it('wins once of fifty who race from the same revision', async () => {
    const { revision } = await command(service.url, 'recordNote', {
      incidentId,
      kind: 'DECISION',
      body: 'Go',
    });
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        send<{ recordNote: Receipt | null }>(service.url, noted, {
          input: {
            incidentId,
            kind: 'ACTION',
            body: `Racer ${index}`,
            expectedRevision: revision,
          },
        }),
      ),
    );
    expect(answers.filter(({ errors }) => !errors)).toHaveLength(1);
    expect(answers.flatMap(codesOf)).toEqual(Array<string>(49).fill('CONFLICT'));
  });

  it('loses nothing where nobody names one, however many race', async () => {
    const before = (await command(service.url, 'acknowledgeIncident', { incidentId })).revision;
    const done = await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        command(service.url, 'recordNote', { incidentId, kind: 'ACTION', body: `Writer ${index}` }),
      ),
    );
    const revisions = done.map(({ revision }) => revision).sort((a, b) => a - b);
    expect(revisions).toEqual(Array.from({ length: 50 }, (_, index) => before + 1 + index));
  });

  it('reads their own write in the payload, and with its position in any query', async () => {
    for (let count = 1; count <= 20; count += 1) {
      const { incident, position } = await declare(service.url, { title: `Number ${count}` });
      expect(incident.status).toBe('DECLARED');
      const { incidents } = await ask<{ incidents: { edges: { node: { id: string } }[] } }>(
        service.url,
        'query ($at: Position) { incidents(first: 1, minPosition: $at) { edges { node { id } } } }',
        { at: position },
      );
      expect(incidents.edges[0]?.node.id).toBe(incident.id);
    }
  });

  it('is told at which position an answer was given, or later', async () => {
    const { position } = await declare(service.url);
    const answer = await send(
      service.url,
      'query ($id: ID!, $at: Position) { incident(id: $id, minPosition: $at) { id } }',
      { id: incidentId, at: position },
    );
    expect(String(answer.extensions?.position) >= position).toBe(true);
  });
});

describe('Of several commands in one operation', () => {
  it('one that fails leaves the answers of those before and after it', async () => {
    const noting = (body: string) =>
      `recordNote(input: { incidentId: "${incidentId}", kind: ACTION, body: "${body}" }) { events { type } }`;
    const nowhere = '00000000-0000-4000-8000-000000000000';
    const answer = await send(
      service.url,
      `mutation {
        before: ${noting('Restarted it')}
        failing: acknowledgeIncident(input: { incidentId: "${nowhere}" }) { revision }
        after: ${noting('It is up')}
      }`,
    );
    const noted = { events: [{ type: 'NoteRecorded' }] };
    expect(answer.data).toEqual({ before: noted, failing: null, after: noted });
    expect(answer.errors).toMatchObject([{ path: ['failing'], extensions: { code: 'NOT_FOUND' } }]);
  });
});
