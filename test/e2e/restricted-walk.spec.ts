import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { GraphQLInputField, GraphQLSchema } from 'graphql';
import { type Answer, ask, mutate, send } from '../support/client.js';
import { command, declare, deploy, headOf, issueKey } from '../support/commands.js';
import {
  type Question,
  type Samples,
  everythingOf,
  leastInput,
  mutationsOf,
  questionsOf,
} from '../support/schema-walk.js';
import { inChunks, valuesOf } from '../support/schema-answers.js';
import { schemaOf } from '../support/schema.js';
import { type HostedService, hostService } from '../support/hosted.js';

/** In every text of the restricted incident, and nowhere else. */
const marker = 'quetzalcoatl';
const at = '2024-03-05T10:00:00.000Z';
/** Of a window that is over, the numbers do not depend on the clock. */
const window = { from: '2024-03-05T00:00:00.000Z', to: '2024-03-06T00:00:00.000Z' };

/** An incident by the two names that it has. */
interface Named {
  readonly id: string;
  readonly reference: string;
}
const missing: Named = { id: '00000000-0000-4000-8000-000000000000', reference: 'INC-99' };

/** They say how far the log is, which goes on whatever is recorded. */
const ofTheLog = new Set([
  'ServiceStatus.head',
  'ServiceStatus.projectedPosition',
  'ServiceStatus.projectedEvents',
  'ServiceStatus.lagSeconds',
  'Metrics.position',
  ...['checkpoint', 'inclusionProof', 'consistencyProof'].map((field) => `Query.${field}`),
]);

let service: HostedService;
let schema: GraphQLSchema;
/** May do everything but see restricted incidents. */
let others: string;
let start: string;
let open: Named;
let things: Readonly<Record<'deploymentId' | 'alertId', string>>;

beforeAll(async () => {
  const unlimited = {
    SITREP_MAX_DEPTH: '100',
    SITREP_MAX_COST: '100000000',
    SITREP_MAX_TOKENS: '1000000',
    SITREP_RATE_LIMIT_PER_MINUTE: '0',
  };
  service = await hostService({ env: unlimited });
  const { url } = service;
  schema = await schemaOf(url);
  start = await headOf(url);
  others = (await issueKey(url, ['read', 'respond', 'audit', 'ingest', 'admin'])).secret;
  const deploymentId = await deploy(url, { service: 'vault', version: 'v1', finishedAt: at });
  const { alert } = await mutate<{ alert: { id: string } }>(
    url,
    'recordAlert',
    { source: 'grafana', key: 'vault', startsAt: at, title: 'Vault is sealed' },
    'alert { id }',
  );
  things = { deploymentId, alertId: alert.id };
  await mutate(url, 'registerService', { name: 'vault' }, 'revision');
  open = (await declare(url, { title: 'Lifts are out of order', services: ['vault'], occurredAt: at }))
    .incident;
  const role = { role: 'SCRIBE', person: 'amina@example.com' };
  await command(url, 'assignRole', { incidentId: open.id, ...role });
  await command(url, 'blameDeployment', { incidentId: open.id, deploymentId });
});
afterAll(() => service.stop());

const samplesFor = ({ id, reference }: Named): Samples => ({
  ID: [id, reference, open.id, ...Object.values(things)],
  String: [marker, `${marker}*`, 'vault', `incident-${id}`],
  Boolean: [true, false],
  Int: [1, 50],
  Float: [24],
  DateTime: [at],
  Position: [start],
  JSON: [{}],
});

/** What is seen of an answer, whichever of the two incidents it was asked about. */
const seen = (answer: unknown, { id, reference }: Named): string =>
  JSON.stringify(answer ?? null)
    .replaceAll(id, 'THE-ID')
    .replaceAll(reference, 'THE-REFERENCE');

async function answersTo(asked: Named): Promise<Map<string, string>> {
  const answers = new Map<string, string>();
  const root = schema.getQueryType();
  const questions = root
    ? questionsOf(root, samplesFor(asked), { unasked: ofTheLog, always: { window } })
    : [];
  await inChunks(questions, async ({ operation, variables }) => {
    const { extensions: _, ...answer }: Answer = await send(service.url, operation, variables, others);
    answers.set(seen({ operation, variables }, asked), seen(answer, asked));
  });
  return answers;
}

/**
 * What each subscription gives from the start on, up to the event at `last`, and what it is refused with. It is
 * watched until the event at `end` has come, or for so long that more would have.
 */
async function watchedBy(asked: Named, last: string, end = last): Promise<Map<string, string>> {
  const watched = new Map<string, string>();
  const root = schema.getSubscriptionType();
  const walk = { unasked: ofTheLog, always: { after: start }, least: true };
  const questions = root ? questionsOf(root, samplesFor(asked), walk) : [];
  const watch = async (question: Question) => {
    const { beyond, values } = await valuesOf(service.url, others, question, { last, end });
    expect(JSON.stringify(beyond)).not.toContain(marker);
    watched.set(seen(question, asked), seen(values, asked));
  };
  await Promise.all(questions.map(watch));
  return watched;
}

/** Ends it, or opens it: then it takes little more, or is restricted no longer. */
const ending = /^(resolve|close|cancel|merge)/;

/** Says who or when it is, not what. */
const aside = new Set(['idempotencyKey', 'onBehalfOf', 'from']);

/** What a mutation needs, and whatever else of it is text: the marker with the name of the field. */
function inputOf(fields: readonly GraphQLInputField[], incidentId: string): Record<string, unknown> {
  const samples = { ...samplesFor(missing), ID: [things.deploymentId], Int: [1] };
  const least = leastInput(fields, samples);
  const texts: [string, string | string[]][] = fields
    .map(({ name, type }) => ({ name, type: type.toString() }))
    .filter(({ name, type }) => /^\[?String/.test(type) && !aside.has(name))
    .map(({ name, type }) => {
      const text = name === 'url' ? `https://example.com/${marker}` : `${marker} ${name}`;
      return [name, type.startsWith('[') ? [text] : text];
    });
  return {
    ...least,
    ...Object.fromEntries(texts),
    ...('alertId' in least && { alertId: things.alertId }),
    incidentId,
  };
}

const toIncidents = () =>
  mutationsOf(schema).filter(({ fields }) =>
    fields.some(({ name, type }) => name === 'incidentId' && type.toString() === 'ID!'),
  );

const sent = (mutation: string, input: object, key?: string): Promise<Answer> => {
  const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input!`;
  return send(
    service.url,
    `mutation ($input: ${type}) { ${mutation}(input: $input) { revision } }`,
    { input },
    key,
  );
};

/** Writes the marker into whatever text the incident takes, and gives the mutations that took it. */
async function fillWithMarkers({ id }: Named): Promise<string[]> {
  const taken: string[] = [];
  for (const { name, fields } of toIncidents()) {
    if (ending.test(name)) continue;
    const { errors } = await sent(name, inputOf(fields, id));
    if (!errors) taken.push(name);
  }
  await command(service.url, 'resolveIncident', { incidentId: id, resolution: `${marker} resolved` });
  return taken;
}

describe('For a key that may not see it', () => {
  let restricted: Named;
  let taken: string[];
  let before: Map<string, string>;
  let after: Map<string, string>;
  let watchedBefore: Map<string, string>;
  let watchedAfter: Map<string, string>;

  beforeAll(async () => {
    const last = await headOf(service.url);
    before = await answersTo(missing);
    watchedBefore = await watchedBy(missing, last);
    restricted = (
      await declare(service.url, {
        title: `${marker} title`,
        summary: `${marker} summary`,
        services: ['vault', marker],
        tags: [marker],
        visibility: 'RESTRICTED',
        occurredAt: at,
      })
    ).incident;
    taken = await fillWithMarkers(restricted);
    after = await answersTo(restricted);
    const { position } = await declare(service.url, { title: 'The coffee machine leaks' });
    watchedAfter = await watchedBy(restricted, last, position);
  }, 60_000);

  it('every text of a restricted incident is there to be found by others', async () => {
    expect(taken.length).toBeGreaterThan(15);
    const { incident } = schema.getQueryType()?.getFields() ?? {};
    const query = `query ($id: ID!) { incident(id: $id) ${incident ? everythingOf(incident.type) : ''} }`;
    const mine = JSON.stringify(await ask(service.url, query, { id: restricted.id }));
    expect(mine.split(marker).length).toBeGreaterThan(taken.length);
  });

  it('every query answers as if the incident were not on the log', () => {
    expect(before.size).toBeGreaterThan(100);
    for (const [question, answer] of before)
      expect([question, after.get(question)]).toEqual([question, answer]);
  });

  it('every subscription gives what it would give if the incident were not on the log', () => {
    expect(watchedBefore.size).toBeGreaterThan(5);
    expect(Object.fromEntries(watchedAfter)).toEqual(Object.fromEntries(watchedBefore));
  });

  it('every mutation refuses it in the words in which it refuses what is not there', async () => {
    const revisionOf = () => ask(service.url, '{ incident(id: "INC-1") { revision } }');
    const revision = await revisionOf();
    // Nothing is at this revision, so that nothing is recorded, whatever the ids name.
    const never = { expectedRevision: 1_000_000 };
    let refused = 0;
    const probes = toIncidents().flatMap(({ name, fields }) =>
      fields
        .filter(({ type }) => /^\[?ID/.test(type.toString()))
        .flatMap((field) => (['id', 'reference'] as const).map((by) => ({ name, fields, field, by }))),
    );
    await inChunks(probes, async ({ name, fields, field, by }) => {
      const answerAbout = async (probed: Named) => {
        const value = field.type.toString().startsWith('[') ? [probed[by]] : probed[by];
        const input = { ...inputOf(fields, open.id), ...never, [field.name]: value };
        const { errors } = await sent(name, input, others);
        if (errors) refused += 1;
        return [name, field.name, seen(errors, probed)];
      };
      expect(await answerAbout(restricted)).toEqual(await answerAbout(missing));
    });
    expect(refused).toBeGreaterThan(50);
    expect(await revisionOf()).toEqual(revision);
  });

  it('what anybody may ask without a key says nothing of it', async () => {
    for (const path of ['/health/ready', '/health/live', '/metrics']) {
      const text = await (await fetch(`${service.url}${path}`)).text();
      expect(text).not.toContain(marker);
      expect(text).not.toContain(restricted.id);
    }
  });
});
