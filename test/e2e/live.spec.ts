import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ask, subscribe, take, webSocketClient } from '../support/client.js';
import { command, declare, issueKey } from '../support/commands.js';
import { type HostedService, hostService } from '../support/hosted.js';

interface LogEvent {
  readonly position: string;
  readonly type: string;
  readonly stream: string;
}

interface Change {
  readonly position: string;
  readonly incident: { readonly reference: string; readonly status: string };
  readonly events: readonly { readonly type: string }[];
}

const log =
  'subscription ($after: Position, $filter: LogFilter) { log(after: $after, filter: $filter) { position type stream } }';
const change = '{ position incident { reference status } events { type } }';
const incidents = `subscription ($after: Position, $filter: IncidentFilter) { incidents(after: $after, filter: $filter) ${change} }`;
const incident = `subscription ($id: ID!, $after: Position) { incident(id: $id, after: $after) ${change} }`;

let service: HostedService;

beforeAll(async () => {
  service = await hostService();
  const { url } = service;
  await declare(url, { services: ['checkout'] });
  await command(url, 'assignRole', {
    incidentId: 'INC-1',
    role: 'INCIDENT_COMMANDER',
    person: 'amina@example.com',
  });
  await declare(url, { title: 'Search is down', severity: 'P0', services: ['search'] });
  await command(url, 'acknowledgeIncident', { incidentId: 'INC-2' });
  await command(url, 'resolveIncident', { incidentId: 'INC-1', resolution: 'Rolled back' });
});
afterAll(() => service.stop());

/** The first values of a subscription, over a connection of its own. */
async function first<Data>(
  count: number,
  query: string,
  variables: Record<string, unknown> = {},
  key?: string,
) {
  const client = webSocketClient(service.url, key);
  try {
    return await take(subscribe<Data>(client, query, variables), count);
  } finally {
    await client.dispose();
  }
}

const wholeLog = async (): Promise<LogEvent[]> => {
  const answer = await ask<{ log: { edges: { node: LogEvent }[] } }>(
    service.url,
    '{ log(first: 1000) { edges { node { position type stream } } } }',
  );
  return answer.log.edges.map(({ node }) => node);
};

/** Writes events until the subscription has given as many values as it is asked for. */
async function whileWriting<Value>(values: Promise<Value[]>): Promise<Value[]> {
  const enough = new AbortController();
  const stop = () => {
    enough.abort();
  };
  void values.then(stop, stop);
  for (let count = 0; count < 500 && !enough.signal.aborted; count += 1)
    await command(service.url, 'recordNote', { incidentId: 'INC-2', kind: 'ACTION', body: `Note ${count}` });
  return values;
}

describe('The subscription log', () => {
  it('gives from any position on every later event once, in order', async () => {
    const all = await wholeLog();
    expect(all.length).toBeGreaterThan(6);
    for (const [index, { position }] of all.slice(0, -1).entries()) {
      const given = await first<{ log: LogEvent }>(all.length - index - 1, log, { after: position });
      expect(given.map((value) => value.log)).toEqual(all.slice(index + 1));
    }
  });

  it('goes on live after the history, without a gap', async () => {
    const [start] = await wholeLog();
    const before = (await wholeLog()).length;
    const given = await whileWriting(first<{ log: LogEvent }>(before + 20, log, { after: start?.position }));
    expect(given.map((value) => value.log)).toEqual((await wholeLog()).slice(1, before + 21));
  });

  it('is live from now where no position is given, and each event carries one to resume from', async () => {
    const head = (await wholeLog()).at(-1)?.position ?? '';
    const given = await whileWriting(first<{ log: LogEvent }>(5, log));
    const positions = given.map((value) => value.log.position);
    expect(positions.every((position) => position > head)).toBe(true);
    const all = (await wholeLog()).map(({ position }) => position);
    const from = all.indexOf(positions[0] ?? '');
    expect(positions).toEqual(all.slice(from, from + 5));
    const [next] = await first<{ log: LogEvent }>(1, log, { after: positions[3] });
    expect(next?.log.position).toBe(positions[4]);
  });

  it('is filtered by streams and types', async () => {
    const [start] = await wholeLog();
    const filter = { streams: ['incident-'], types: ['IncidentDeclared', 'IncidentResolved'] };
    const given = await first<{ log: LogEvent }>(3, log, { after: start?.position, filter });
    expect(given.map((value) => value.log.type)).toEqual([
      'IncidentDeclared',
      'IncidentDeclared',
      'IncidentResolved',
    ]);
  });

  it('needs the scope audit, of those who have it no other', async () => {
    const auditor = await issueKey(service.url, ['audit']);
    const [start] = await wholeLog();
    expect(await first(1, log, { after: start?.position }, auditor.secret)).toHaveLength(1);
    const reader = await issueKey(service.url, ['read']);
    await expect(first(1, log, { after: start?.position }, reader.secret)).rejects.toThrow('FORBIDDEN');
  });
});

describe('The subscription incidents', () => {
  const [declared, acknowledged] = ['IncidentDeclared', 'IncidentAcknowledged'];

  it('gives each change with the events of its command together and the incident after it, or later', async () => {
    const [start] = await wholeLog();
    const given = await first<{ incidents: Change }>(5, incidents, { after: start?.position });
    expect(
      given.map(({ incidents: { events, incident } }) => [
        incident.reference,
        events.map(({ type }) => type),
      ]),
    ).toEqual([
      ['INC-1', [declared]],
      ['INC-1', ['RoleAssigned', acknowledged]],
      ['INC-2', [declared]],
      ['INC-2', [acknowledged]],
      ['INC-1', ['IncidentResolved', 'PostmortemDueSet']],
    ]);
  });

  it('resumes after any change that it gave', async () => {
    const [start] = await wholeLog();
    const all = await first<{ incidents: Change }>(5, incidents, { after: start?.position });
    for (const [index, { incidents: given }] of all.slice(0, -1).entries()) {
      const rest = await first<{ incidents: Change }>(4 - index, incidents, { after: given.position });
      expect(rest.map((value) => value.incidents.position)).toEqual(
        all.slice(index + 1).map((value) => value.incidents.position),
      );
    }
  });

  it('gives live what matches the filter after the change, and nothing else', async () => {
    const given = await whileWriting(
      first<{ incidents: Change }>(3, incidents, { filter: { services: ['search'], severity: ['P0'] } }),
    );
    expect(new Set(given.map(({ incidents }) => incidents.incident.reference))).toEqual(new Set(['INC-2']));
  });

  it('needs the scope read alone', async () => {
    const reader = await issueKey(service.url, ['read']);
    const [start] = await wholeLog();
    const given = await first<{ incidents: Change }>(1, incidents, { after: start?.position }, reader.secret);
    expect(given[0]?.incidents.incident.reference).toBe('INC-1');
  });
});

describe('The subscription incident', () => {
  it('gives the changes of that one, by its reference or its UUID', async () => {
    const [start, ...rest] = await wholeLog();
    const uuid = rest[0]?.stream.slice('incident-'.length);
    for (const id of ['INC-1', uuid]) {
      const given = await first<{ incident: Change }>(3, incident, { id, after: start?.position });
      expect(given.map((value) => value.incident.events.map(({ type }) => type))).toEqual([
        ['IncidentDeclared'],
        ['RoleAssigned', 'IncidentAcknowledged'],
        ['IncidentResolved', 'PostmortemDueSet'],
      ]);
    }
  });

  it.each([
    ['of an incident that there is not', incident, { id: 'INC-99' }, 'NOT_FOUND'],
    ['from a made-up position', log, { after: 'made-up' }, 'BAD_USER_INPUT'],
    ['from a position that is yet to come', log, { after: '9999999999999999' }, 'BAD_USER_INPUT'],
    ['without its id', incident, {}, 'BAD_USER_INPUT'],
    ['of what there is not', 'subscription { weather { temperature } }', {}, 'BAD_USER_INPUT'],
    ['that is no GraphQL', 'subscribe please', {}, 'BAD_USER_INPUT'],
    [
      'to two things at once',
      'subscription { log { position } incidents { position } }',
      {},
      'BAD_USER_INPUT',
    ],
  ])('is refused with an error when asked for %s', async (_, query, variables, code) => {
    await expect(first(1, query, variables)).rejects.toThrow(`"code":"${code}"`);
  });
});
