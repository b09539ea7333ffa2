import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { v4 as uuid } from 'uuid';
import { type EventLog, openEventLog } from '#event-log';
import { FakeNode } from '#event-log/fake-node';
import { acting } from '../support/acting.js';
import { ask, mutate } from '../support/client.js';
import { command, declare, issueKey } from '../support/commands.js';
import { type Service, startService } from '../support/service.js';

/** Longer than a command takes, and shorter than an answer waits for the views. */
const LATENESS_MS = 300;

describe('A node that hears late of what is recorded (in EventStoreDB, which a FAKE stands for)', () => {
  let node: FakeNode;
  let service: Service;
  let log: EventLog;
  /** An incident that this node knows. */
  let known: string;
  const { refusalOf } = acting(() => service.url);

  beforeAll(async () => {
    node = await FakeNode.start();
    service = await startService({ env: { SITREP_EVENT_LOG: node.connectionString } });
    log = await openEventLog(node.connectionString);
    known = (await declare(service.url)).incident.id;
    node.faults.lateness = LATENESS_MS;
  });
  afterAll(async () => {
    await log.close();
    await service.stop();
    await node.down();
  });

  /** Declares an incident as another node does: in the log, in the words of the one that is known. */
  async function declaredElsewhere(): Promise<string> {
    const id = uuid();
    for await (const { data, metadata, type } of log.read(`incident-${known}`, { limit: 1 })) {
      const event = { id: uuid(), type, data: { ...data, id }, metadata: { ...metadata, commandId: uuid() } };
      await log.append(`incident-${id}`, 'none', [event]);
    }
    return id;
  }

  it('takes a command to an incident that was declared there a moment ago', async () => {
    const incidentId = await declaredElsewhere();
    const { incident } = await command(service.url, 'acknowledgeIncident', { incidentId });
    expect(incident).toMatchObject({ id: incidentId, status: 'ACKNOWLEDGED' });
  });

  it('merges one into another that was declared there a moment ago', async () => {
    const into = await declaredElsewhere();
    const { incident } = await command(service.url, 'mergeIncident', { incidentId: known, into });
    expect(incident).toMatchObject({ id: known });
  });

  it('hides what it was told to restrict a moment ago, in the log and as of before', async () => {
    const { incident, position } = await declare(service.url);
    const { secret } = await issueKey(service.url, ['read', 'audit']);
    const query = `query ($id: ID!, $position: Position!, $stream: String!) {
      incident(id: $id, asOf: { position: $position }) { title }
      log(filter: { streams: [$stream] }) { edges { node { type } } }
    }`;
    const variables = { id: incident.id, position, stream: `incident-${incident.id}` };
    const seen = () => ask(service.url, query, variables, secret);
    const before = { incident: { title: 'Checkout fails in EU' }, log: { edges: [{ node: {} }] } };
    expect(await seen()).toMatchObject(before);
    const restriction = { visibility: 'RESTRICTED', reason: 'Customer data' };
    await mutate(service.url, 'changeVisibility', { incidentId: incident.id, ...restriction }, 'revision');
    expect(await seen()).toEqual({ incident: null, log: { edges: [] } });
  });

  it('still refuses what is nowhere', async () => {
    expect(await refusalOf('acknowledgeIncident', { incidentId: uuid() })).toMatchObject({
      code: 'NOT_FOUND',
    });
  });
});
