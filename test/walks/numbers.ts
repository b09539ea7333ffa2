import { rmSync } from 'node:fs';
import { type RecordedEvent, openEventLog } from '#event-log';
import { openHistory } from '#history';
import { type MetricsQuestion, includables, measure } from '#metrics';
import { type PlainQuestion, comparable, near, plainLog, plainMetrics } from '#metrics/testing';
import { Past, PastFiles, type Readings, Views } from '#views';
import { logUrl } from '../faults/recorded.js';
import { newDataDir } from '../support/service.js';

type Question = PlainQuestion & MetricsQuestion;

/** About everything, and about some of it in the days before now. */
function questions(): readonly Question[] {
  const now = Date.now();
  const hour = (hours: number) => new Date(now + hours * 3_600_000).toISOString();
  const filter = {
    services: null,
    teams: null,
    severities: null,
    environments: null,
    include: [],
    inferBlame: true,
    blameWindowHours: 24,
  };
  return [
    { now: hour(0), window: { from: null, to: null }, filter },
    {
      now: hour(0),
      window: { from: hour(-48), to: hour(-12) },
      filter: { ...filter, include: includables, severities: ['P0', 'P1'] },
    },
  ];
}

interface Compared {
  /** As the views answer. */
  readonly answered: readonly object[];
  /** As the plain definition has them of the log up to there, for others to be near. */
  readonly plain: readonly unknown[];
}

/** The numbers of a log, question by question, now and as of when it had these shares of its events. */
export async function numbersOf(
  told: readonly RecordedEvent[],
  shares: readonly number[],
): Promise<readonly Compared[]> {
  const directory = newDataDir();
  const asked = questions();
  const events = await copied(told, logUrl(directory));
  const log = await openHistory(logUrl(directory));
  const views = new Views({ directory, log: logUrl(directory) });
  const past = new Past({ views, log, files: new PastFiles({ directory, log: logUrl(directory), views }) });
  const compared = async (
    readings: Pick<Readings, 'facts'>,
    known: readonly RecordedEvent[],
  ): Promise<Compared> => {
    const plain = asked.map((question) => plainMetrics(plainLog(known), question));
    const names = Object.keys(plain[0] ?? {});
    const answered = await Promise.all(
      asked.map(async (question) => measure(await readings.facts.bearingOn(question, auditor), question)),
    );
    return {
      answered: answered.map((numbers) => comparable(numbers, names)),
      plain: plain.map((numbers) => near(comparable(numbers, names))),
    };
  };
  try {
    await views.caughtUp();
    const all = [await compared(views, events)];
    for (const share of shares) {
      const known = events.slice(0, Math.ceil(events.length * share));
      const moment = await past.momentAt(known.at(-1)?.position ?? '');
      const read = (readings: Readings) => compared(readings, known);
      all.push(await past.read({ moment, extent: 'FACTS', read, timeoutMs: 60_000 }));
    }
    return all;
  } finally {
    await past.close();
    await views.close();
    await log.close();
    rmSync(directory, { recursive: true });
  }
}

const auditor = { principal: 'auditor', restricted: true };

/** Writes the events into a log of their own, and gives them as that has them. */
async function copied(events: readonly RecordedEvent[], url: string): Promise<readonly RecordedEvent[]> {
  const log = await openEventLog(url);
  // What is appended at once is written in that order, in few transactions.
  for (let from = 0; from < events.length; from += 500)
    await Promise.all(
      events.slice(from, from + 500).map((event) => log.append(event.stream, 'any', [event])),
    );
  const written: RecordedEvent[] = [];
  for await (const event of log.readAll()) written.push(event);
  await log.close();
  return written;
}
