import { rmSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type RecordedEvent, openEventLog } from '#event-log';
import { FakeNode } from '#event-log/fake-node';
import { ask } from '../support/client.js';
import { declare } from '../support/commands.js';
import { hostService } from '../support/hosted.js';
import { type Service, newDataDir, startService } from '../support/service.js';
import { logUrl } from './recorded.js';
import { until } from './until.js';
import { rebuiltRows, rowsIn } from './views-rows.js';

const count = 50;
const MINUTE = 60_000;
const overdue = 'AcknowledgementOverdue';

/** What a log holds of a type. */
async function eventsOf(url: string, type: string): Promise<RecordedEvent[]> {
  const log = await openEventLog(url);
  const events: RecordedEvent[] = [];
  for await (const event of log.readAll({ filter: { types: [type] } })) events.push(event);
  await log.close();
  return events;
}

/** Declares incidents that all are to be acknowledged by this time. */
async function declareDueAt(urls: readonly string[], due: number): Promise<string[]> {
  const occurredAt = new Date(due - 10 * MINUTE).toISOString();
  const declared = await Promise.all(
    Array.from({ length: count }, (_, index) => declare(urls[index % urls.length] ?? '', { occurredAt })),
  );
  return declared.map(({ incident }) => incident.id);
}

const streamsOf = (events: readonly RecordedEvent[]): string[] => events.map(({ stream }) => stream).sort();
const streamsOfIncidents = (ids: readonly string[]): string[] => ids.map((id) => `incident-${id}`).sort();

describe('Fifty deadlines that pass while the service is killed time and again', () => {
  const dataDir = newDataDir();
  let service: Service;
  let incidents: string[];
  let due: number;
  const seen: number[] = [];
  const recorded = () => eventsOf(logUrl(dataDir), overdue);

  beforeAll(async () => {
    service = await startService({ dataDir });
    due = Date.now() + 5_000;
    incidents = await declareDueAt([service.url], due);
    await service.kill();
    seen.push((await recorded()).length);
    await pause(Math.max(0, due - Date.now()));
    for (let kills = 0; kills < 2; kills += 1) {
      service = await startService({ dataDir });
      const before = seen.at(-1) ?? 0;
      await until(async () => (await recorded()).length > before || before === count);
      await service.kill();
      seen.push((await recorded()).length);
    }
    service = await startService({ dataDir });
    await until(async () => (await recorded()).length >= count);
    await pause(1_000);
    await service.stop();
  }, 120_000);
  afterAll(async () => {
    await service.kill();
    rmSync(dataDir, { recursive: true });
  });

  it('were not recorded before their time, and had passed before the service was up again', () => {
    expect(seen[0]).toBe(0);
  });

  it('are each recorded once, as of when they passed', async () => {
    const events = await recorded();
    expect(streamsOf(events)).toEqual(streamsOfIncidents(incidents));
    for (const { metadata } of events) expect(metadata.occurredAt).toBe(new Date(due).toISOString());
  });

  it('are in the views as in those that a fresh build gives', async () => {
    expect(rowsIn(dataDir)).toEqual(await rebuiltRows(dataDir));
  });
});

describe('A deadline that passed while the service was stopped', () => {
  const dataDir = newDataDir();
  let service: Service;

  beforeAll(async () => {
    const before = await hostService({ dataDir });
    const due = Date.now() + 1_500;
    await declare(before.url, { occurredAt: new Date(due - 10 * MINUTE).toISOString() });
    await before.stop();
    await pause(Math.max(0, due - Date.now()));
    service = await startService({ dataDir });
    await until(async () => (await eventsOf(logUrl(dataDir), overdue)).length > 0);
  });
  afterAll(async () => {
    await service.kill();
    rmSync(dataDir, { recursive: true });
  });

  it('is recorded by the next start at its first try, with nothing that fails', async () => {
    const { status } = await ask<{
      status: { duties: { name: string; failed: number; failure: unknown }[] };
    }>(service.url, '{ status { duties { name failed failure } } }');
    const names = ['timers', 'absorption', 'checkpoints', 'keyUses'];
    expect(status.duties).toEqual(names.map((name) => ({ name, failed: 0, failure: null })));
    expect(service.stderr()).toBe('');
    const { degraded } = (await (await fetch(`${service.url}/health/ready`)).json()) as { degraded: unknown };
    expect(degraded).toEqual([]);
  });
});

describe('Two nodes on one EventStoreDB, which a FAKE in this process stands for', () => {
  const directories = [newDataDir(), newDataDir()];
  let node: FakeNode;
  let services: Service[] = [];
  let incidents: string[];
  let due: number;
  let merged: string[];

  beforeAll(async () => {
    node = await FakeNode.start();
    const env = { SITREP_EVENT_LOG: node.connectionString };
    services = await Promise.all(directories.map((dataDir) => startService({ dataDir, env })));
    const urls = services.map(({ url }) => url);
    due = Date.now() + 4_000;
    incidents = await declareDueAt(urls, due);
    await until(async () => (await eventsOf(node.connectionString, overdue)).length >= count);
    merged = incidents.slice(-20);
    await Promise.all(
      merged.map((incidentId, index) =>
        ask(
          urls[index % 2] ?? '',
          `mutation ($input: MergeIncidentInput!) { mergeIncident(input: $input) { revision } }`,
          { input: { incidentId, into: incidents[0] } },
        ),
      ),
    );
    await until(
      async () => (await eventsOf(node.connectionString, 'IncidentAbsorbed')).length >= merged.length,
    );
    // Long enough for a node that has not heard of it to do it again.
    await pause(1_000);
  }, 120_000);
  afterAll(async () => {
    await Promise.all(services.map((service) => service.stop()));
    await node.down();
    for (const directory of directories) rmSync(directory, { recursive: true });
  });

  it('record each of fifty deadlines once, as of when it passed', async () => {
    const events = await eventsOf(node.connectionString, overdue);
    expect(streamsOf(events)).toEqual(streamsOfIncidents(incidents));
    for (const { metadata } of events) expect(metadata.occurredAt).toBe(new Date(due).toISOString());
  });

  it('absorb each of the incidents that were merged once', async () => {
    const events = await eventsOf(node.connectionString, 'IncidentAbsorbed');
    const sources = events.map(({ data }) => ('from' in data ? data.from : undefined));
    expect(sources.sort()).toEqual([...merged].sort());
  });

  it('both get on, with nothing left to do and nothing that fails', async () => {
    for (const { url } of services) {
      const { status } = await ask<{ status: { duties: { failing: number; recorded: number }[] } }>(
        url,
        '{ status { duties { failing recorded } } }',
      );
      expect(status.duties.map(({ failing }) => failing)).toEqual([0, 0, 0, 0]);
    }
  });
});
