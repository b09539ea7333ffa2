import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ask, codesOf, mutate, send, subscribe, take, webSocketClient } from '../support/client.js';
import { command, declare, deploy, headOf, issueKey } from '../support/commands.js';
import { refusal } from '../support/refusal.js';
import { type HostedService, hostService } from '../support/hosted.js';

const day = { from: '2024-03-05T00:00:00Z', to: '2024-03-06T00:00:00Z' };
const at = (time: string): string => `2024-03-05T${time}:00.000Z`;
const secret = 'Customer data leaked';

let service: HostedService;
let start: string;
let restrictedId: string;
/** May do everything but see restricted incidents. */
let others: string;

beforeAll(async () => {
  service = await hostService();
  const { url } = service;
  start = await headOf(url);
  others = (await issueKey(url, ['read', 'respond', 'audit', 'ingest', 'admin'])).secret;
  const deploymentId = await deploy(url, { service: 'vault', version: 'v1', finishedAt: at('09:00') });
  const restricted = await declare(url, {
    title: secret,
    services: ['vault'],
    visibility: 'RESTRICTED',
    occurredAt: at('10:00'),
    idempotencyKey: 'the leak',
  });
  restrictedId = restricted.incident.id;
  await declare(url, { title: 'Lifts are out of order', services: ['vault'], occurredAt: at('11:00') });
  const then = (incidentId: string, mutation: string, input: object) =>
    command(url, mutation, { incidentId, occurredAt: at('12:00'), ...input });
  await then('INC-1', 'blameDeployment', { deploymentId });
  await then('INC-1', 'recordNote', { kind: 'ACTION', body: 'Told the regulator of the leaked files' });
  await then('INC-1', 'assignRole', { role: 'SCRIBE', person: 'amina@example.com' });
  await then('INC-1', 'resolveIncident', { resolution: 'Closed the hole' });
  await then('INC-2', 'resolveIncident', { resolution: 'Repaired' });
});
afterAll(() => service.stop());

const asOthers = <Data>(query: string, variables: object = {}) =>
  ask<Data>(service.url, query, variables, others);

describe('Without the scope restricted, a restricted incident', () => {
  it('is not there, by its reference or its UUID', async () => {
    const found = await asOthers(
      `{ a: incident(id: "INC-1") { id } b: incident(id: "${restrictedId}") { id } }`,
    );
    expect(found).toEqual({ a: null, b: null });
  });

  it.each([
    ['lists', ''],
    ['searches of its title', '(search: "leaked")'],
    ['searches of its notes', '(search: "regulator")'],
    ['filters by its service', '(filter: { services: ["vault"] })'],
    ['filters by its role holder', '(filter: { roleHolder: { person: "amina@example.com" } })'],
    ['filters by its visibility', '(filter: { visibility: RESTRICTED })'],
  ])('is not in %s, nor in their counts', async (_, args) => {
    const { incidents } = await asOthers<{ incidents: { totalCount: number; edges: { node: object }[] } }>(
      `{ incidents${args} { totalCount edges { node { reference } } } }`,
    );
    const visible = incidents.edges.map(({ node }) => node);
    expect(visible).not.toContainEqual({ reference: 'INC-1' });
    expect(incidents.totalCount).toBe(visible.length);
    const mine = await ask<{ incidents: { totalCount: number } }>(
      service.url,
      `{ incidents${args} { totalCount } }`,
    );
    expect(mine.incidents.totalCount).toBe(visible.length + 1);
  });

  it('is in no number', async () => {
    const query = `query ($window: Window!) { metrics(window: $window) {
      timeToResolve { count meanSeconds excluded { reason count } incidents { totalCount edges { node { reference } } } }
      changeFailureRate { value numerator deployments { edges { node { blamedBy { reference } } } } }
    } }`;
    const { metrics } = await asOthers<{ metrics: object }>(query, { window: day });
    expect(metrics).toEqual({
      timeToResolve: {
        count: 1,
        meanSeconds: 3600, // INC-2 alone: 11:00 to 12:00
        excluded: [],
        incidents: { totalCount: 1, edges: [{ node: { reference: 'INC-2' } }] },
      },
      changeFailureRate: {
        value: 1,
        numerator: 1,
        deployments: { edges: [{ node: { blamedBy: [{ reference: 'INC-2' }] } }] },
      },
    });
    const mine = await ask<{ metrics: object }>(service.url, query, { window: day });
    expect(mine.metrics).toMatchObject({ timeToResolve: { count: 2, meanSeconds: 5400 } });
  });

  it('has no event in the log', async () => {
    const query = '{ log(first: 1000) { edges { node { stream data } } } }';
    const { log } = await asOthers<{ log: object }>(query);
    expect(JSON.stringify(log)).not.toContain(restrictedId);
    expect(JSON.stringify(log)).not.toMatch(/leak/i);
    expect(JSON.stringify(await ask(service.url, query))).toContain(secret);
  });

  it('is in no subscription', async () => {
    const client = webSocketClient(service.url, others);
    try {
      // What comes after the restricted one: had it been given, it would have come first.
      const [change] = await take(
        subscribe(
          client,
          'subscription ($after: Position) { incidents(after: $after) { incident { reference } } }',
          {
            after: start,
          },
        ),
        1,
      );
      expect(change).toEqual({ incidents: { incident: { reference: 'INC-2' } } });
      const events = await take(
        subscribe<{ log: { stream: string } }>(
          client,
          'subscription ($after: Position) { log(after: $after, filter: { streams: ["incident-"] }) { stream } }',
          { after: start },
        ),
        2,
      );
      expect(events.map(({ log }) => log.stream)).not.toContain(`incident-${restrictedId}`);
      await expect(
        take(subscribe(client, 'subscription { incident(id: "INC-1") { position } }'), 1),
      ).rejects.toThrow('NOT_FOUND');
    } finally {
      await client.dispose();
    }
  });

  it('takes no command, and says no more than of one that is not there', async () => {
    const head = await headOf(service.url);
    const acknowledge = (id: string) =>
      send(
        service.url,
        `mutation { acknowledgeIncident(input: { incidentId: "${id}" }) { revision } }`,
        {},
        others,
      );
    const [restricted, missing] = [await acknowledge('INC-1'), await acknowledge('INC-9')];
    expect(codesOf(restricted)).toEqual(['NOT_FOUND']);
    expect(restricted.errors?.[0]?.message.replace('INC-1', '')).toBe(
      missing.errors?.[0]?.message.replace('INC-9', ''),
    );
    expect(await headOf(service.url)).toBe(head);
  });

  it('is not shown to who declares one, where they have not the scope', async () => {
    const answer = await send<{ declareIncident: { incident: object | null } }>(
      service.url,
      'mutation { declareIncident(input: { title: "Mine", severity: P2, visibility: RESTRICTED }) { incident { id } } }',
      {},
      others,
    );
    expect(answer.data).toEqual({ declareIncident: { incident: null } });
  });
});

describe('A deployment that repairs a restricted incident', () => {
  it('names it only to those who may see it', async () => {
    const { url } = service;
    const { position } = await mutate<{ position: string }>(
      url,
      'recordDeployment',
      {
        service: 'vault',
        environment: 'production',
        version: 'v2',
        outcome: 'SUCCEEDED',
        incidentId: restrictedId,
      },
      'position',
    );
    const query = `query ($position: Position) {
      deployments(first: 1, minPosition: $position) { edges { node { version incidentId } } }
      log(first: 1000, filter: { streams: ["deployment-"] }) { edges { node { data } } }
    }`;
    const shown = async (key?: string) => JSON.stringify(await ask(url, query, { position }, key));
    expect((await shown()).split(restrictedId)).toHaveLength(3);
    expect(await shown(others)).not.toContain(restrictedId);
  });

  it('takes its reference from those who may see it, as if there were none for others', async () => {
    const { url } = service;
    const fix = { service: 'vault', environment: 'production', version: 'v3', outcome: 'SUCCEEDED' };
    const { incident } = await ask<{ incident: { reference: string } }>(
      url,
      'query ($id: ID!) { incident(id: $id) { reference } }',
      { id: restrictedId },
    );
    const input = { ...fix, incidentId: incident.reference };
    expect(await mutate(url, 'recordDeployment', input, 'deployment { purpose incidentId }')).toEqual({
      deployment: { purpose: 'REMEDIATION', incidentId: restrictedId },
    });
    const { secret } = await issueKey(url, ['ingest']);
    expect(await refusal(url, 'recordDeployment', input, secret)).toMatchObject({ code: 'NOT_FOUND' });
    expect(await refusal(url, 'recordDeployment', { ...fix, incidentId: 'INC-999' }, secret)).toMatchObject({
      code: 'NOT_FOUND',
    });
  });
});
