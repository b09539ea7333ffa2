import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { LogUnavailable, OutcomeUnknown, WrongExpectedRevision } from '#event-log';
import { aNode, caller, close, note, refusal, resolve, severity, withIncident } from '../testing/nodes.js';
import { instead, temporaryLogs } from '../testing/logs.js';

const { aLog, aLogOfTwoNodes } = temporaryLogs();

describe('a command', () => {
  it('is recorded with who, for whom, when, and what belongs together', async () => {
    const { events, execute } = await withIncident(await aLog());
    const occurredAt = '2026-03-01T09:30:00.000Z';
    await execute(note('Restarted it'), { occurredAt, onBehalfOf: 'amina@example.com' });
    const metadata = (await events())[1]?.metadata;
    expect(metadata).toMatchObject({
      actor: { kind: 'API_KEY', id: caller.principal.id, name: 'Chatbot' },
      onBehalfOf: { kind: 'USER', id: 'amina@example.com' },
      occurredAt,
      source: 'graphql',
      $correlationId: 'request-7',
      schemaVersion: 1,
    });
    expect(Date.parse(metadata?.recordedAt ?? '')).toBeGreaterThan(Date.parse(occurredAt));
  });

  it('is answered with each event that it recorded', async () => {
    const { declared, events } = await withIncident(await aLog(), [randomUUID(), randomUUID()]);
    const recorded = await events();
    expect(declared).toMatchObject({ revision: 2, position: recorded[2]?.position, replayed: false });
    expect(declared.events).toEqual(recorded.map(({ position, type }) => ({ position, type })));
  });

  it('that changes nothing is answered with how it is', async () => {
    const { declared, events, execute } = await withIncident(await aLog());
    await execute(severity('P2'));
    const { position, revision } = await execute(note('Worse'));
    const unchanged = { id: declared.id, position, revision, events: [], replayed: false };
    expect(await execute(severity('P2'))).toEqual(unchanged);
    expect(await events()).toHaveLength(3);
  });

  it('that a rule refuses records nothing and names the rule', async () => {
    const { events, execute } = await withIncident(await aLog());
    const refused = { code: 'RULE_VIOLATION', rule: 'INCIDENT_NOT_RESOLVED' };
    expect(await refusal(execute(close))).toMatchObject(refused);
    expect(await events()).toHaveLength(1);
  });

  it('that others overtake again and again is told so, and not of a revision that nobody named', async () => {
    const log = await aLog();
    const { events, id } = await withIncident(log);
    const others = instead(log, {
      append: (stream) => Promise.reject(new WrongExpectedRevision(stream, 0, 1)),
    });
    const overtaken = aNode(others, id).execute(note('One'));
    await expect(overtaken).rejects.toMatchObject({
      code: 'CONFLICT',
      message: expect.stringMatching(/^Others changed it .* send it again/),
    });
    expect(await events()).toHaveLength(1);
  });

  it('to what is not there finds nothing', async () => {
    const log = await aLog();
    expect(await refusal(aNode(log).execute(resolve))).toMatchObject({ code: 'NOT_FOUND' });
    expect(await log.head()).toBeUndefined();
  });
});

describe('a command with an idempotency key', () => {
  const idempotencyKey = 'once';

  it('is recorded once, and gives its first answer whenever and wherever it is sent again', async () => {
    const [log, otherLog] = await aLogOfTwoNodes();
    const { events, execute, id } = await withIncident(log);
    const first = await execute(resolve, { idempotencyKey });
    await execute(close);
    for (const node of [{ execute }, aNode(otherLog, id)])
      expect(await node.execute(resolve, { idempotencyKey })).toMatchObject({
        revision: first.revision,
        position: first.position,
        events: first.events.map((event) => expect.objectContaining(event)),
        replayed: true,
      });
    expect(await events()).toHaveLength(3);
  });

  it('is refused with another input, and nothing more is recorded', async () => {
    const { events, execute } = await withIncident(await aLog());
    await execute(note('One'), { idempotencyKey });
    const mismatch = { code: 'IDEMPOTENCY_MISMATCH' };
    expect(await refusal(execute(note('Two'), { idempotencyKey }))).toMatchObject(mismatch);
    const earlier = { idempotencyKey, occurredAt: '2026-03-01T09:30:00.000Z' };
    expect(await refusal(execute(note('One'), earlier))).toMatchObject(mismatch);
    expect(await events()).toHaveLength(2);
  });

  it('is refused with another input also while the first is being recorded by another node', async () => {
    const [log, otherLog] = await aLogOfTwoNodes();
    const { events, execute, id } = await withIncident(log);
    const late = instead(otherLog, {
      append: async (...append) => {
        await execute(note('One'), { idempotencyKey });
        return otherLog.append(...append);
      },
    });
    const refused = await refusal(aNode(late, id).execute(note('Two'), { idempotencyKey }));
    expect(refused).toMatchObject({ code: 'IDEMPOTENCY_MISMATCH' });
    expect((await events()).map(({ data }) => data).slice(1)).toMatchObject([{ body: 'One' }]);
  });

  it('is recorded once when another node records the very same meanwhile', async () => {
    const [log, otherLog] = await aLogOfTwoNodes();
    const { events, execute, id } = await withIncident(log);
    const late = instead(otherLog, {
      append: async (...append) => {
        // It has a time of its own.
        await pause(5);
        await execute(note('One'), { idempotencyKey });
        return otherLog.append(...append);
      },
    });
    const answer = await aNode(late, id).execute(note('One'), { idempotencyKey });
    expect(answer).toMatchObject({ position: (await events())[1]?.position, replayed: true });
    // What this try worked out has times that are recorded nowhere.
    expect(answer.folded).toBeUndefined();
    expect(await events()).toHaveLength(2);
  });

  it('is not told that nothing was recorded when what was cannot be read back', async () => {
    const log = await aLog();
    const { events, id } = await withIncident(log);
    let reads = 0;
    const failing = instead(log, {
      read: (...read) => {
        if (++reads > 1) throw new LogUnavailable('The log does not answer');
        return log.read(...read);
      },
    });
    const answer = aNode(failing, id).execute(note('One'), { idempotencyKey });
    await expect(answer).rejects.toBeInstanceOf(OutcomeUnknown);
    expect(await events()).toHaveLength(2);
  });
});
