import { join } from 'node:path';
import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { v4 as uuid } from 'uuid';
import { type NewEvent, openEventLog } from '#event-log';
import { ask, codesOf, send, subscribe, take, webSocketClient } from '../support/client.js';
import { type IssuedKey, command, declare, issueKey } from '../support/commands.js';
import { type HostedService, hostService } from '../support/hosted.js';
import { newDataDir } from '../support/service.js';

interface LogEvent {
  readonly position: string;
  readonly type: string;
  readonly actor: { readonly id: string };
  readonly commandId: string;
  readonly correlationId: string;
  readonly occurredAt: string;
  readonly recordedAt: string;
}

interface Page {
  readonly edges: readonly { readonly node: LogEvent }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

const fields = 'position type actor { id } commandId correlationId occurredAt recordedAt';
const query = `query ($filter: LogFilter, $after: Position, $first: Int) { log(filter: $filter, after: $after, first: $first) {
  edges { node { ${fields} } } pageInfo { hasNextPage endCursor } } }`;
const subscription = `subscription ($filter: LogFilter, $after: Position) { log(filter: $filter, after: $after) { ${fields} } }`;

/** More than are looked at in one go. */
const measurements = 12_000;

function measured(at: number): NewEvent {
  const id = uuid();
  const time = new Date(Date.parse('2024-03-05T10:00:00.000Z') + at * 1000).toISOString();
  return {
    id,
    type: 'Measured',
    data: { at },
    metadata: {
      commandId: id,
      $correlationId: `measurement-${at % 100}`,
      $causationId: id,
      actor: { kind: 'SYSTEM', id: 'probe', name: 'Probe' },
      source: 'test',
      occurredAt: time,
      recordedAt: time,
      schemaVersion: 1,
    },
  };
}

const dataDir = newDataDir();
let service: HostedService;
let tool: IssuedKey;

beforeAll(async () => {
  const log = await openEventLog(`sqlite:${join(dataDir, 'events.db')}`);
  const events = Array.from({ length: measurements }, (_, at) => measured(at));
  for (let at = 0; at < measurements; at += 1000)
    await log.append(`probe-${uuid()}`, 'none', events.slice(at, at + 1000));
  await log.close();
  // No page has any time, so that each ends as soon as it has looked at anything.
  service = await hostService({ dataDir, env: { SITREP_LOG_PAGE_MS: '0' } });
  const { url } = service;
  tool = await issueKey(url, ['respond', 'read']);
  const occurredAt = '2024-03-05T11:00:00.000Z';
  await declare(url, { occurredAt });
  await command(url, 'acknowledgeIncident', { incidentId: 'INC-1', occurredAt }, tool.secret);
  const note = { incidentId: 'INC-1', kind: 'ACTION', body: 'Restarted it', onBehalfOf: 'amina@example.com' };
  await command(url, 'recordNote', note);
}, 30_000);
afterAll(async () => {
  await service.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

const page = async (filter: object, after: string | null = null, first = 1000): Promise<Page> =>
  (await ask<{ log: Page }>(service.url, query, { filter, after, first })).log;

/** All that the filter lets pass, page by page, and the pages. */
async function found(filter: object): Promise<{ events: LogEvent[]; pages: Page[] }> {
  const pages: Page[] = [];
  for (let after: string | null = null; ;) {
    const next: Page = await page(filter, after);
    pages.push(next);
    if (!next.pageInfo.hasNextPage) break;
    after = next.pageInfo.endCursor;
  }
  return { pages, events: pages.flatMap(({ edges }) => edges.map(({ node }) => node)) };
}

const typesOf = async (filter: object): Promise<string[]> =>
  (await found(filter)).events.map(({ type }) => type);

const one = async (type: string): Promise<LogEvent> => {
  const { events } = await found({ types: [type] });
  const [event] = events;
  if (!event) throw new Error(`There is no ${type}`);
  return event;
};

describe('The log', () => {
  it('is filtered by who did it, and for whom it was done', async () => {
    expect(await typesOf({ actors: { ids: [tool.id] } })).toEqual(['IncidentAcknowledged']);
    expect(await typesOf({ actors: { ids: ['amina@example.com'] } })).toEqual(['NoteRecorded']);
    expect(await typesOf({ actors: { kinds: ['USER'] } })).toEqual(['NoteRecorded']);
    expect(await typesOf({ actors: { ids: [tool.id], kinds: ['USER'] } })).toEqual([]);
    expect(await typesOf({ streams: ['incident-'], actors: { kinds: ['API_KEY'] } })).toEqual([
      'IncidentDeclared',
      'IncidentAcknowledged',
      'NoteRecorded',
    ]);
  });

  it('is filtered by what belongs together, and by the command', async () => {
    const declared = await one('IncidentDeclared');
    expect(await typesOf({ correlationIds: [declared.correlationId] })).toEqual(['IncidentDeclared']);
    expect(await typesOf({ commandIds: [declared.commandId.toUpperCase()] })).toEqual(['IncidentDeclared']);
    const { events } = await found({ correlationIds: ['measurement-7'] });
    expect(events).toHaveLength(measurements / 100);
  });

  it('is filtered by when it happened and when it was recorded: from a time on, until before another', async () => {
    const [from, to] = ['2024-03-05T11:00:00.000Z', '2024-03-05T11:00:02.000Z'];
    const measurementsThen = ['Measured', 'Measured'];
    const incidentThen = ['IncidentDeclared', 'IncidentAcknowledged'];
    expect(await typesOf({ occurredAt: { from, to } })).toEqual([...measurementsThen, ...incidentThen]);
    expect(await typesOf({ recordedAt: { from, to } })).toEqual(measurementsThen);
    const { recordedAt } = await one('IncidentAcknowledged');
    const since = await found({ recordedAt: { from: recordedAt } });
    expect(since.events.map(({ type }) => type)).toEqual(['IncidentAcknowledged', 'NoteRecorded']);
    // An offset is the same time in other words.
    expect(await typesOf({ recordedAt: { from: '2024-03-05T12:00:00+01:00', to } })).toEqual(
      measurementsThen,
    );
  });

  it('gives a page in bounded time: what it has found, and from where to go on', async () => {
    const { events, pages } = await found({ types: ['IncidentDeclared'] });
    expect(events).toHaveLength(1);
    expect(pages.length).toBeGreaterThan(2);
    expect(pages[0]).toMatchObject({ edges: [], pageInfo: { hasNextPage: true } });
    const cursors = pages.slice(0, -1).map(({ pageInfo }) => pageInfo.endCursor);
    expect(cursors).toEqual([...new Set(cursors)].sort());
  });

  it('gives every event once to whoever follows its pages', async () => {
    const { events } = await found({});
    const positions = events.map(({ position }) => position);
    expect(positions).toEqual([...new Set(positions)].sort());
    expect(events.filter(({ type }) => type === 'Measured')).toHaveLength(measurements);
    expect(await found({ streams: null, actors: {}, recordedAt: {} })).toMatchObject({ events });
  });

  it.each(['streams', 'types', 'correlationIds', 'commandIds'])(
    'finds nothing in none of the %s',
    async (list) => {
      expect(await found({ [list]: [] })).toMatchObject({ events: [] });
    },
  );

  it('finds nothing that was done by nobody', async () => {
    for (const actors of [{ ids: [] }, { kinds: [] }])
      expect(await found({ actors })).toMatchObject({ events: [] });
  });

  it('refuses windows that hold nothing and ids that are none, all at once', async () => {
    const time = '2024-03-05T11:00:00.000Z';
    const filter = {
      occurredAt: { from: time, to: time },
      recordedAt: { from: '2024-03-06T00:00:00Z', to: time },
      commandIds: ['INC-1'],
      correlationIds: [''],
      actors: { ids: [' '] },
    };
    const answer = await send(service.url, query, { filter });
    expect(codesOf(answer)).toEqual(['BAD_USER_INPUT']);
    const wrong = answer.errors?.[0]?.extensions?.['fields'] as { path: string }[];
    expect(new Set(wrong.map(({ path }) => path))).toEqual(
      new Set(
        ['occurredAt', 'recordedAt', 'commandIds', 'correlationIds', 'actors.ids'].map(
          (path) => `filter.${path}`,
        ),
      ),
    );
  });

  it('is watched by the same filters, from the history on', async () => {
    const client = webSocketClient(service.url);
    const [start] = (await page({}, null, 1)).edges;
    const filter = { actors: { kinds: ['API_KEY'] }, occurredAt: { from: '2024-03-05T00:00:00Z' } };
    const wanted = (await found({ ...filter, streams: ['incident-'] })).events;
    const variables = { after: start?.node.position, filter: { ...filter, streams: ['incident-'] } };
    try {
      const values = subscribe<{ log: LogEvent }>(client, subscription, variables);
      expect((await take(values, wanted.length)).map(({ log }) => log)).toEqual(wanted);
      const wrong = { filter: { recordedAt: { from: '2024-03-06T00:00:00Z', to: '2024-03-05T00:00:00Z' } } };
      await expect(take(subscribe(client, subscription, wrong), 1)).rejects.toThrow('BAD_USER_INPUT');
    } finally {
      await client.dispose();
    }
  });
});
