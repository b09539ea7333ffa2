import { mkdirSync } from 'node:fs';
import { v4 as uuid } from 'uuid';
import { type EventLog, type NewEvent, openEventLog } from '#event-log';
import { measure } from '#metrics';
import { Past, PastFiles, Views } from '#views';
import { inDirectory } from './directory.js';
import { type Figure, figure, median, plain } from './figure.js';
import { lifeOf, logUrl, metadata } from './seed.js';

/** How many events the log has: a small log says little, and takes little. */
const events = Number(process.env['SITREP_BENCH_AS_OF_EVENTS'] ?? 1_000_000);
const eventsEach = 19;
const incidentsAtOnce = 200;
/** How much later, in incidents, the second half of an incident's life is recorded; of one in so many, far later. */
const open = 1000;
const lingering = { oneIn: 20, for: 10_000 };
const questions = 500;
/** Which parts of the log the lists and numbers are asked about. */
const parts = [0.1, 0.5, 0.9, 0.99];
const everything = { restricted: true, principal: 'auditor' };

/** What it costs to answer as of a past position, against one scan of the log: reading it and parsing each event. */
export async function asOf(): Promise<Figure[]> {
  return inDirectory(async (directory) => {
    const ids = await seedLives(directory);
    const views = new Views({ directory, log: logUrl(directory) });
    const log = await openEventLog(logUrl(directory));
    try {
      await views.caughtUp();
      const positions = await positionsOf(log, parts);
      const scans = [await scanTime(log), await scanTime(log), await scanTime(log)];
      const name = `as of a position in ${events.toLocaleString('en-US')} events`;
      const memoryToday = peakMemory();
      for (let time = 0; time < parts.length; time += 1) await countToday(views);
      const today = memoryToday.stop();
      const peak = peakMemory();
      const past = new Past({
        views,
        log,
        files: new PastFiles({ directory, log: logUrl(directory), views }),
      });
      try {
        const asked = await askIncidents(past, log, ids);
        const numbers = await times(positions, (position) => askNumbers(past, position));
        const ofMonths = await times(positions, (position) => askNumbers(past, position, 30));
        const lists = await times(positions, (position) => askList(past, position));
        return [
          plain(`${name}: an incident, p50`, 'ms', at(asked, 0.5)),
          plain(`${name}: an incident, p99`, 'ms', at(asked, 0.99)),
          figure(
            `${name}: all metrics of all time, slowest, against a scan`,
            'ms',
            Math.max(...numbers),
            median(scans),
            {
              atMost: 1,
            },
          ),
          figure(
            `${name}: all metrics of a month, asked again, slowest`,
            'ms',
            Math.max(...ofMonths),
            median(scans),
            {
              atMost: 1,
            },
          ),
          figure(`${name}: a list, slowest, against a scan`, 'ms', Math.max(...lists), median(scans), null),
          figure(`${name}: memory, against that of all metrics today`, 'MiB', peak.stop(), today, {
            atMost: 2,
          }),
        ];
      } finally {
        peak.stop();
        await past.close();
      }
    } finally {
      await log.close();
      await views.close();
    }
  });
}

/** Writes lives of incidents that overlap, some by far, and a deployment now and then. Gives the incidents' ids. */
async function seedLives(directory: string): Promise<string[]> {
  mkdirSync(directory, { recursive: true });
  const log = await openEventLog(logUrl(directory));
  const ids: string[] = [];
  const due: { at: number; stream: string; revision: number; events: NewEvent[] }[] = [];
  const incidents = Math.floor(events / (eventsEach + 1));
  for (let first = 0; first < incidents; first += incidentsAtOnce) {
    const writes: Promise<unknown>[] = [];
    for (let number = first; number < Math.min(incidents, first + incidentsAtOnce); number += 1) {
      const { id, events: life } = lifeOf(number, eventsEach);
      const half = Math.ceil(life.length / 2);
      const later = number % lingering.oneIn === 0 ? lingering.for : open;
      const stream = `incident-${id}`;
      writes.push(log.append(stream, 'none', life.slice(0, half)), deploy(log, life[0]));
      due.push({ at: number + later, stream, revision: half - 1, events: life.slice(half) });
      ids.push(id);
    }
    const now = due.filter(({ at }) => at <= first);
    due.splice(0, due.length, ...due.filter(({ at }) => at > first));
    for (const { events: rest, revision, stream } of now) writes.push(log.append(stream, revision, rest));
    await Promise.all(writes);
  }
  for (const { events: rest, revision, stream } of due) await log.append(stream, revision, rest);
  await log.close();
  return ids;
}

/** A deployment to a service at the time of an event. */
function deploy(log: EventLog, near: NewEvent | undefined): Promise<unknown> {
  const id = uuid();
  const time = near?.metadata.occurredAt ?? '2026-01-01T00:00:00.000Z';
  const data = {
    id,
    service: 'checkout',
    environment: 'production',
    version: id.slice(0, 8),
    commit: null,
    commits: [],
    url: null,
    purpose: 'PLANNED',
    incidentId: null,
    startedAt: time,
  };
  const event = { id: uuid(), type: 'DeploymentSucceeded', data, metadata: metadata(time) };
  return log.append(`deployment-${id}`, 'none', [event]);
}

/** Milliseconds of reading the log and parsing each event. */
async function scanTime(log: EventLog): Promise<number> {
  const begin = performance.now();
  let count = 0;
  for await (const event of log.readAll()) count += event.revision >= 0 ? 1 : 0;
  if (count === 0) throw new Error('The log is empty');
  return performance.now() - begin;
}

/** The positions at which so much of the log has been. */
async function positionsOf(log: EventLog, shares: readonly number[]): Promise<string[]> {
  const wanted = new Set(shares.map((share) => Math.floor(share * events)));
  const found: string[] = [];
  let place = 0;
  for await (const { position } of log.readAll()) if (wanted.has((place += 1))) found.push(position);
  return found;
}

/** Milliseconds of incidents as of positions, both at random. */
async function askIncidents(past: Past, log: EventLog, ids: readonly string[]): Promise<number[]> {
  const positions = await positionsOf(
    log,
    Array.from({ length: questions }, () => Math.random()),
  );
  const taken: number[] = [];
  let found = 0;
  for (const [index, position] of positions.entries()) {
    // One that was there then, and mostly not long before.
    const born = Math.floor(((index + 1) / positions.length) * ids.length);
    const id = ids[Math.max(0, born - Math.floor(Math.random() * 2 * open))] ?? '';
    const begin = performance.now();
    const moment = await past.momentAt(position);
    if (await past.incident(id, { moment, viewer: everything })) found += 1;
    taken.push(performance.now() - begin);
  }
  if (found < positions.length / 4) throw new Error(`Only ${found} of the incidents were there`);
  return taken;
}

/** All metrics of all time as they are today. */
async function countToday(views: Views): Promise<void> {
  const question = { now: new Date().toISOString() };
  if (measure(await views.facts.bearingOn(question, everything), question).timeToResolve.count === 0)
    throw new Error('Nothing was counted');
}

async function askNumbers(past: Past, position: string, days?: number): Promise<void> {
  const moment = await past.momentAt(position);
  const from = days === undefined ? null : new Date(Date.parse(moment.at) - days * 86_400_000).toISOString();
  const question = { window: { from, to: moment.at }, now: moment.at };
  const counted = await past.read({
    moment,
    extent: 'FACTS',
    timeoutMs: 600_000,
    read: async (views) => {
      const metrics = measure(await views.facts.bearingOn(question, everything), question);
      return metrics.timeToResolve.count + metrics.deploymentFrequency.numerator;
    },
  });
  if (counted === 0) throw new Error('Nothing was counted');
}

async function askList(past: Past, position: string): Promise<void> {
  const moment = await past.momentAt(position);
  const count = await past.read({
    moment,
    extent: 'LISTS',
    timeoutMs: 600_000,
    read: ({ incidents }) => incidents.page({ filter: { search: 'slowly' } }, everything).totalCount,
  });
  if (count === 0) throw new Error('Nothing was listed');
}

/** Milliseconds of each. */
async function times<Item>(items: readonly Item[], work: (item: Item) => Promise<void>): Promise<number[]> {
  const taken: number[] = [];
  for (const item of items) {
    const begin = performance.now();
    await work(item);
    taken.push(performance.now() - begin);
    console.error(`  ${Math.round(taken.at(-1) ?? 0)} ms`);
  }
  return taken;
}

function at(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? NaN;
}

/** Watches how much memory the process takes beyond what it took before, its threads included, in MiB. */
function peakMemory(): { stop: () => number } {
  globalThis.gc?.();
  const before = process.memoryUsage.rss();
  let peak = before;
  const timer = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss());
  }, 20);
  return {
    stop: () => {
      clearInterval(timer);
      peak = Math.max(peak, process.memoryUsage.rss());
      return (peak - before) / 1024 ** 2;
    },
  };
}
