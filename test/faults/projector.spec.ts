import { rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { v4 as uuid } from 'uuid';
import { type EventLog, openEventLog } from '#event-log';
import { anEvent } from '#event-log/testing';
import type { Rows } from '#views/testing';
import { ask, subscribe, take, webSocketClient } from '../support/client.js';
import { command, declare } from '../support/commands.js';
import { hostService } from '../support/hosted.js';
import { type Service, newDataDir, startService } from '../support/service.js';
import { PAGE, overwrite } from './overwriting.js';
import { logUrl } from './recorded.js';
import { until } from './until.js';
import { rebuiltRows, rowsIn, viewsFileIn } from './views-rows.js';
import { Writers } from './writers.js';

const everything = `{
  incidents(first: 50) {
    totalCount
    edges { cursor node { reference title status severity revision roles { role person } notes { body } } }
  }
  search: incidents(search: "latency") { totalCount }
}`;

describe('Views whose file was', () => {
  const dataDir = newDataDir();
  let rows: Rows;
  let answer: unknown;

  beforeAll(async () => {
    const service = await hostService({ dataDir });
    const writers = new Writers();
    const stopping = new AbortController();
    const writing = writers.write([service.url], stopping.signal);
    await until(() => writers.acknowledged.size >= 150);
    stopping.abort();
    await writing;
    answer = await ask(service.url, everything);
    await service.stop();
    rows = rowsIn(dataDir);
  }, 60_000);
  afterAll(() => {
    rmSync(dataDir, { recursive: true });
  });

  it.each<[string, (file: string, size: number) => void]>([
    [
      'deleted',
      (file) => {
        rmSync(file);
      },
    ],
    [
      'cut short',
      (file, size) => {
        truncateSync(file, Math.floor(size / 2));
      },
    ],
    [
      'overwritten in its middle',
      (file, size) => {
        overwrite(file, Math.floor(size / 3), Math.floor(size / 2));
      },
    ],
    [
      'too large to be checked whole, and overwritten where it says how far it has come',
      (file) => {
        overwrite(file, PAGE, 2 * PAGE);
        truncateSync(file, 300 * 1024 * 1024);
      },
    ],
    [
      'replaced by something else',
      (file) => {
        writeFileSync(file, 'Not a database. '.repeat(1000));
      },
    ],
  ])('%s while the service was stopped come back as they were', async (_, damage) => {
    const file = viewsFileIn(dataDir);
    damage(file, statSync(file).size);
    const service = await hostService({ dataDir });
    expect(await ask(service.url, everything)).toEqual(answer);
    await service.stop();
    expect(rowsIn(dataDir)).toEqual(rows);
  });
});

/** As somebody else's program might write it into the log. */
const nothing = JSON.parse('null') as object;

describe('An event that the views cannot take', () => {
  const dataDir = newDataDir();
  const unborn = uuid();
  let service: Service;
  let log: EventLog;
  let healthy: string;
  let misshapen: string;
  let empty: string;
  /** The position before the events that cannot be taken. */
  let beginning: string;

  beforeAll(async () => {
    service = await startService({ dataDir });
    healthy = (await declare(service.url, { title: 'Search is slow' })).incident.id;
    misshapen = (await declare(service.url, { title: 'Checkout fails' })).incident.id;
    const last = await declare(service.url, { title: 'Logins fail' });
    empty = last.incident.id;
    beginning = last.position;
    log = await openEventLog(logUrl(dataDir));
    const worse = { from: 'P1', to: 'P0', reason: 'It spreads' };
    await log.append(`incident-${misshapen}`, 0, [
      anEvent('RoleAssigned', { role: null, person: ['nobody'] }),
    ]);
    await log.append(`incident-${misshapen}`, 1, [anEvent('SeverityChanged', worse)]);
    await log.append(`incident-${empty}`, 0, [anEvent('NoteRecorded', nothing)]);
    await log.append(`incident-${unborn}`, 'none', [anEvent('IncidentDeclared', { title: null })]);
  });
  afterAll(async () => {
    await log.close();
    await service.stop();
    rmSync(dataDir, { recursive: true });
  });

  const incident = async (id: string) => {
    const query =
      'query ($id: ID!, $at: Position) { incident(id: $id, minPosition: $at) { severity revision } }';
    const answer = await ask<{ incident: unknown }>(service.url, query, { id, at: await log.head() });
    return answer.incident;
  };
  const parked = async () => {
    const { status } = await ask<{ status: { parkedStreams: unknown } }>(
      service.url,
      '{ status { parkedStreams { stream type error } } }',
    );
    return status.parkedStreams;
  };
  const allParked = () => [
    { stream: `incident-${misshapen}`, type: 'RoleAssigned', error: expect.stringContaining('TypeError') },
    { stream: `incident-${empty}`, type: 'NoteRecorded', error: expect.stringContaining('TypeError') },
    { stream: `incident-${unborn}`, type: 'IncidentDeclared', error: expect.stringContaining('TypeError') },
  ];

  it('parks its incident where it was, and only that', async () => {
    expect(await incident(misshapen)).toEqual({ severity: 'P1', revision: 0 });
    expect(await incident(empty)).toEqual({ severity: 'P1', revision: 0 });
    expect(await incident(unborn)).toBeNull();
    await command(service.url, 'changeSeverity', {
      incidentId: healthy,
      severity: 'P0',
      reason: 'It spreads',
    });
    expect(await incident(healthy)).toEqual({ severity: 'P0', revision: 1 });
  });

  it('is listed in the status with the reason', async () => {
    expect(await parked()).toEqual(allParked());
  });

  it('makes the service degraded, which still serves', async () => {
    const health = await fetch(`${service.url}/health/ready`);
    expect(health.status).toBe(200);
    expect(await health.json()).toEqual({
      status: 'degraded',
      reasons: [],
      degraded: allParked().map(({ stream }) => expect.stringContaining(`Stream ${stream} is parked: `)),
    });
  });

  it('is shown to those who read or watch the log, like any other', async () => {
    const wanted = { type: 'NoteRecorded', data: null };
    const filter = `filter: { streams: ["incident-${empty}"] }`;
    const { log } = await ask<{ log: { edges: { node: unknown }[] } }>(
      service.url,
      `{ log(${filter}) { edges { node { type data } } } }`,
    );
    expect(log.edges.map(({ node }) => node)).toEqual([expect.anything(), wanted]);
    const client = webSocketClient(service.url);
    const watching = subscribe(
      client,
      `subscription { log(${filter}, after: "${beginning}") { type data } }`,
    );
    expect(await take(watching, 1)).toEqual([{ log: wanted }]);
    await client.dispose();
  });

  it('does not stop those who watch the incidents', async () => {
    const client = webSocketClient(service.url);
    const watching = subscribe<{ incidents: { incident: { id: string; severity: string } } }>(
      client,
      `subscription { incidents(after: "${beginning}") { incident { id severity } } }`,
    );
    for await (const { incidents } of watching)
      if (incidents.incident.id === healthy && incidents.incident.severity === 'P0') break;
    await client.dispose();
  });

  it('stays parked over a restart, and over a rebuild', async () => {
    const rows = rowsIn(dataDir);
    await service.kill();
    service = await startService({ dataDir });
    expect(await parked()).toEqual(allParked());
    expect(rowsIn(dataDir)).toEqual(rows);
    expect(await rebuiltRows(dataDir)).toEqual(rows);
  });
});
