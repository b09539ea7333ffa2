import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { GraphQLSchema } from 'graphql';
import { fold } from '#decider';
import type { RecordedEvent } from '#event-log';
import { openHistory } from '#history';
import { type Incident, incidents } from '#incident';
import { Views } from '#views';
import { logUrl } from '../faults/recorded.js';
import { rebuiltRows, rowsIn } from '../faults/views-rows.js';
import { ask } from '../support/client.js';
import { headOf } from '../support/commands.js';
import { allRules } from '../support/domain.js';
import { applied, historyOf } from '../support/history.js';
import { schemaOf } from '../support/schema.js';
import { type Service, newDataDir, startService } from '../support/service.js';
import { learnedKinds } from '../walks/learning.js';
import { type Mutation, mutationsOf } from '../walks/mutations.js';
import { numbersOf } from '../walks/numbers.js';
import { type Shown, asShown, fieldsShownWrong, inOrderOfHappening, shownIncident } from '../walks/shown.js';
import { type Step, told } from '../walks/steps.js';
import { walk } from '../walks/walk.js';

/** More commands take longer and come further; another seed takes other ways. */
const commands = Number(process.env['SITREP_WALK_COMMANDS'] ?? 2400);
const seed = Number(process.env['SITREP_WALK_SEED'] ?? 2);
const walkLength = 100;
const walksAtOnce = 24;

/** What a mutation may be refused with. */
const refusals = ['BAD_USER_INPUT', 'NOT_FOUND', 'CONFLICT', 'IDEMPOTENCY_MISMATCH', 'RULE_VIOLATION'];

interface Receipt {
  readonly events: readonly object[];
  readonly position: string;
}

const nothingRecorded: Receipt = { events: [], position: '' };

const dataDir = newDataDir();
let service: Service;
let schema: GraphQLSchema;
let mutations: readonly Mutation[];
let steps: readonly Step[];
let log: readonly RecordedEvent[];
const shown = new Map<string, Shown>();

const incidentIdOf = ({ stream }: RecordedEvent): string | undefined =>
  stream.startsWith('incident-') ? stream.slice('incident-'.length) : undefined;

async function recorded(): Promise<RecordedEvent[]> {
  const history = await openHistory(logUrl(dataDir));
  const events: RecordedEvent[] = [];
  for await (const event of history.readAll()) events.push(event);
  await history.close();
  return events;
}

/** What the events of an incident fold to, up to a revision. */
function stateOf(id: string, revision = Infinity): Incident {
  const events = log.filter((event) => incidentIdOf(event) === id && event.revision <= revision);
  const happened = events.map((event) => ({ event, facts: event.metadata }));
  const state = fold(incidents, happened);
  if (!state) throw new Error(`There are no events of ${id}`);
  return state;
}

/** The state in a row of the table of incidents: the one column that is an object in JSON. */
function keptIn(row = '[]'): unknown {
  // It is how `rowsIn` gives a row.
  const columns = JSON.parse(row) as readonly unknown[];
  const state = columns.find((column) => typeof column === 'string' && column.startsWith('{'));
  return typeof state === 'string' ? JSON.parse(state) : undefined;
}

/** The steps of which something is wrong, each with those of its walk that led to it. */
const wrongSteps = (isWrong: (step: Step) => boolean): string[] =>
  steps.filter(isWrong).map((step) => {
    const before = steps.filter(({ walk }) => walk === step.walk);
    const way = before.slice(0, before.indexOf(step) + 1).slice(-30);
    return `With SITREP_WALK_SEED=${seed}:\n${way.map(told).join('\n')}`;
  });

beforeAll(
  async () => {
    service = await startService({ dataDir, env: { SITREP_RATE_LIMIT_PER_MINUTE: '0' } });
    const { url } = service;
    schema = await schemaOf(url);
    mutations = mutationsOf(schema);
    const kinds = await learnedKinds(url, mutations);
    const { me } = await ask<{ me: { id: string } }>(url, '{ me { id } }');
    const numbers = Array.from({ length: Math.ceil(commands / walkLength) }, (_, number) => number);
    const taken: Step[] = [];
    const takeWalks = async () => {
      for (let number = numbers.pop(); number !== undefined; number = numbers.pop())
        taken.push(...(await walk({ url, self: me.id, mutations, kinds }, number, seed, walkLength)));
    };
    await Promise.all(Array.from({ length: walksAtOnce }, takeWalks));
    steps = taken;
    const head = await headOf(url);
    await ask(url, 'query ($head: Position!) { incidents(minPosition: $head) { totalCount } }', { head });
    const ids = new Set((await recorded()).flatMap((event) => incidentIdOf(event) ?? []));
    for (const id of ids) shown.set(id, await shownIncident(url, schema, id));
    log = await recorded();
  },
  120_000 + commands * 20,
);
afterAll(async () => {
  await service.stop();
  rmSync(dataDir, { recursive: true });
});

describe('Random sequences of commands', () => {
  it('come to no error from inside', () => {
    expect(wrongSteps(({ codes, status }) => status >= 500 || codes.includes('INTERNAL'))).toEqual([]);
    expect(service.stderr()).toBe('');
  });

  it('are refused with a stable code alone, and by a rule with one of those that are published', () => {
    const isStable = ({ codes }: Step) =>
      codes.every((code) => refusals.includes(String(code)) && code === codes[0]);
    expect(wrongSteps((step) => !isStable(step))).toEqual([]);
    const isPublished = ({ rule }: Step) => typeof rule === 'string' && Object.hasOwn(allRules, rule);
    expect(wrongSteps((step) => step.codes.includes('RULE_VIOLATION') && !isPublished(step))).toEqual([]);
  });

  it('are told what to do instead wherever a rule refuses', () => {
    const says = /\S[.…:] [A-Z].+\.$/s;
    expect(wrongSteps(({ message = '', rule }) => rule !== undefined && !says.test(message))).toEqual([]);
  });

  it('are answered as before where they are sent again with the same idempotency key', () => {
    // The answers are receipts, or nothing where it was refused.
    const receiptOf = (answer: unknown): Receipt => (answer ?? nothingRecorded) as Receipt;
    const retries = steps.flatMap(({ repeats, ...again }) => {
      const first = receiptOf(repeats?.answer);
      const isKeyed = typeof Reflect.get(repeats?.input ?? {}, 'idempotencyKey') === 'string';
      return isKeyed && first.events.length > 0 ? [{ first, again: receiptOf(again.answer) }] : [];
    });
    expect(retries.length).toBeGreaterThan(0);
    for (const { first, again } of retries)
      expect(again).toMatchObject({ events: first.events, position: first.position, replayed: true });
  });

  it('park no stream of the views', async () => {
    const { status } = await ask<{ status: unknown }>(
      service.url,
      '{ status { parkedStreams { stream type error } } }',
    );
    expect(status).toEqual({ parkedStreams: [] });
  });

  it('leave timelines that tell each event of the log once, as it reads, in the order of happening', () => {
    for (const [id, { incident, timeline }] of shown) {
      const events = log.filter((event) => incidentIdOf(event) === id && event.revision <= incident.revision);
      // Sitrep itself may record something between the questions for the two.
      expect(timeline.filter(({ revision }) => revision <= incident.revision)).toEqual(
        inOrderOfHappening(events).map((event) => ({
          id: event.id,
          occurredAt: event.metadata.occurredAt,
          recordedAt: event.metadata.recordedAt,
          kind: event.type,
          text: incidents.describe({ event, facts: event.metadata }),
          data: event.data,
          revision: event.revision,
          position: event.position,
        })),
      );
    }
  });

  it('leave incidents that are shown as their events make them', () => {
    const wrong = [...shown].map(([id, one]) => [
      id,
      ...fieldsShownWrong(one, asShown(stateOf(id, one.incident.revision)), schema),
    ]);
    expect(wrong.filter(([, ...fields]) => fields.length > 0)).toEqual([]);
  });

  it('leave a history whose changes lead from nothing to every state, and to that of today', async () => {
    for (const id of shown.keys()) {
      // What passes by itself is recorded meanwhile.
      const length = log.filter((event) => incidentIdOf(event) === id).length;
      let document: object = {};
      for (const { after, before, changes } of (await historyOf(service.url, id)).slice(0, length)) {
        expect(document).toEqual(before ?? {});
        document = applied(changes, document);
        expect(document).toEqual(after);
      }
      expect(document).toEqual(stateOf(id));
    }
  }, 60_000);

  it('leave views that are row for row those of a rebuild', async () => {
    await service.stop();
    const views = new Views({ directory: dataDir, log: logUrl(dataDir) });
    await views.caughtUp().finally(() => views.close());
    const rows = rowsIn(dataDir);
    log = await recorded();
    for (const id of shown.keys()) {
      const row = rows['incidents']?.find((text) => text.includes(`"${id}"`));
      expect(keptIn(row)).toEqual(stateOf(id));
    }
    const rebuilt = await rebuiltRows(dataDir);
    for (const table of Object.keys(rebuilt)) expect([table, rows[table]]).toEqual([table, rebuilt[table]]);
    expect(Object.keys(rows)).toEqual(Object.keys(rebuilt));
  });

  it('leave numbers that are those of the plain definition, now and as of positions before', async () => {
    const compared = await numbersOf(log, [0.2, 0.5, 0.8]);
    for (const { answered, plain } of compared) expect(answered).toEqual(plain);
    expect(compared).toHaveLength(4);
  });

  it('come to most of what there is', () => {
    const accepted = new Set(steps.filter(({ codes }) => codes.length === 0).map((step) => step.mutation));
    const broken = new Set(steps.flatMap(({ rule }) => (rule === undefined ? [] : [rule])));
    const missed = {
      mutations: mutations.map(({ name }) => name).filter((name) => !accepted.has(name)),
      rules: Object.keys(allRules).filter((rule) => rule !== 'NOT_FOUND' && !broken.has(rule)),
    };
    const counts = `${steps.length} commands with seed ${seed}, ${shown.size} incidents, ${log.length} events`;
    process.stdout.write(
      `${counts}. Never accepted: ${missed.mutations.join(', ') || 'none'}. Rules never met: ${missed.rules.join(', ') || 'none'}.\n`,
    );
    expect(accepted.size).toBeGreaterThan(mutations.length / 2);
  });
});
