import { rmSync } from 'node:fs';
import { type RecordedEvent, openEventLog } from '#event-log';
import { type MetricsQuestion, includables, measure } from '#metrics';
import { type PlainQuestion, comparable, plainLog, plainMetrics } from '#metrics/testing';
import { Views } from '#views';
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

/** The numbers of a log as its views answer, and as the plain definition has them, question by question. */
export async function numbersOf(
  events: readonly RecordedEvent[],
): Promise<Readonly<Record<'answered' | 'plain', readonly object[]>>> {
  const asked = questions();
  const plain = asked.map((question) => plainMetrics(plainLog(events), question));
  const names = Object.keys(plain[0] ?? {});
  const answered = await answersOf(events, asked);
  return {
    answered: answered.map((numbers) => comparable(numbers, names)),
    plain: plain.map((numbers) => comparable(numbers, names)),
  };
}

/** What the views of a log answer to each question. */
async function answersOf(
  events: readonly RecordedEvent[],
  questions: readonly Question[],
): Promise<readonly object[]> {
  const directory = newDataDir();
  const written = await openEventLog(logUrl(directory));
  // What is appended at once is written in that order, in few transactions.
  for (let from = 0; from < events.length; from += 500)
    await Promise.all(
      events.slice(from, from + 500).map((event) => written.append(event.stream, 'any', [event])),
    );
  await written.close();
  const views = new Views({ directory, log: logUrl(directory) });
  await views.caughtUp();
  const auditor = { principal: 'auditor', restricted: true };
  const answers = questions.map((question) => measure(views.facts.bearingOn(question, auditor), question));
  await views.close();
  rmSync(directory, { recursive: true });
  return answers;
}
