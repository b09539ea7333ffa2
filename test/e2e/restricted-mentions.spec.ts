import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { until } from '../faults/until.js';
import { type Answer, send } from '../support/client.js';
import { type IssuedKey, command, declare, deploy, headOf, issueKey } from '../support/commands.js';
import { inChunks, valuesOf } from '../support/schema-answers.js';
import { type Samples, questionsOf } from '../support/schema-walk.js';
import { schemaOf } from '../support/schema.js';
import { type HostedService, hostService } from '../support/hosted.js';
import { timelineOf } from '../support/timeline.js';

/** In all that people said of the incidents that become restricted, and nowhere else. */
const marker = 'quetzalcoatl';

interface Named {
  readonly id: string;
  readonly reference: string;
}
const names = [
  'goesOn',
  'arrived',
  'merged',
  'absorbing',
  'repeating',
  'unlinked',
  'relinked',
  'other',
] as const;
type Cast = Readonly<Record<(typeof names)[number], Named>>;

let service: HostedService;
/** May do everything but see restricted incidents. */
let outsider: IssuedKey;
let member: IssuedKey;
let cast: Cast;
let start: string;
let end: string;

const told = async (name: keyof Cast, key?: IssuedKey): Promise<string[]> =>
  (await timelineOf(service.url, cast[name].id, key?.secret)).map(({ text }) => text);

/** Everything that the key reads of the open incidents, by every query and every subscription of the schema. */
async function readBy(key: IssuedKey): Promise<string[]> {
  const { url } = service;
  const schema = await schemaOf(url);
  const { goesOn: _, arrived: __, ...open } = cast;
  const samples: Samples = {
    ID: Object.values(open).flatMap(({ id }) => id),
    String: ['vault'],
    Boolean: [true],
    Int: [50],
    Float: [24],
    DateTime: ['2024-03-05T10:00:00.000Z'],
    Position: [start],
    JSON: [{}],
  };
  const read: string[] = [];
  const [queries, subscriptions] = [schema.getQueryType(), schema.getSubscriptionType()];
  const asked = queries ? questionsOf(queries, samples, { unasked: new Set(), least: true }) : [];
  await inChunks(asked, async ({ operation, variables }) => {
    const answer: Answer = await send(url, operation, variables, key.secret);
    read.push(JSON.stringify(answer));
  });
  const walk = { unasked: new Set<string>(), always: { after: start }, least: true };
  const watched = subscriptions ? questionsOf(subscriptions, samples, walk) : [];
  await inChunks(watched, async (question) => {
    const { values } = await valuesOf(url, key.secret, question, { last: end, end });
    read.push(JSON.stringify(values));
  });
  return read;
}

beforeAll(async () => {
  service = await hostService({
    env: {
      SITREP_MAX_DEPTH: '100',
      SITREP_MAX_COST: '100000000',
      SITREP_MAX_TOKENS: '1000000',
      SITREP_RATE_LIMIT_PER_MINUTE: '0',
    },
  });
  const { url } = service;
  start = await headOf(url);
  outsider = await issueKey(url, ['read', 'respond', 'audit', 'ingest', 'admin']);
  member = await issueKey(url, ['read', 'audit']);
  const declared: [string, Named][] = [];
  for (const name of names)
    declared.push([
      name,
      (await declare(url, { title: 'Lifts are out of order', services: ['vault'] })).incident,
    ]);
  // Each of the names was declared.
  cast = Object.fromEntries(declared) as unknown as Cast;
  const { absorbing, arrived, goesOn, merged, other, relinked, repeating, unlinked } = cast;
  const does = (incident: Named, mutation: string, input: object) =>
    command(url, mutation, { incidentId: incident.id, ...input });

  const deploymentId = await deploy(url, { service: 'vault', version: 'v1', incidentId: goesOn.id });
  await does(arrived, 'blameDeployment', { deploymentId });
  await does(arrived, 'mergeIncident', { into: absorbing.id, reason: marker });
  await does(repeating, 'linkRecurrence', { recurrenceOf: goesOn.id, reason: marker });
  await does(unlinked, 'linkRecurrence', { recurrenceOf: goesOn.id, reason: marker });
  await does(unlinked, 'unlinkRecurrence', { reason: marker });
  await does(relinked, 'linkRecurrence', { recurrenceOf: merged.id });
  await does(relinked, 'linkRecurrence', { recurrenceOf: goesOn.id, reason: marker });
  await does(merged, 'mergeIncident', { into: goesOn.id, reason: marker });
  await until(async () => (await told('absorbing')).length === 3 && (await told('goesOn')).length === 2);
  for (const incident of [goesOn, arrived]) {
    const change = { visibility: 'RESTRICTED', addMembers: [member.id], reason: marker };
    await does(incident, 'changeVisibility', change);
  }
  end = (await does(other, 'acknowledgeIncident', {})).position;
}, 60_000);
afterAll(() => service.stop());

describe('An incident that is restricted after others were merged with it, or linked to it', () => {
  it('is named nowhere to those who may not see it', async () => {
    const { arrived, goesOn } = cast;
    const read = await readBy(outsider);
    expect(read.length).toBeGreaterThan(25);
    const traces = [
      marker,
      arrived.id,
      goesOn.id,
      ...[arrived, goesOn].map(({ reference }) => reference),
    ].map((trace) => new RegExp(`\\b${trace}\\b`, 'i'));
    expect(read.filter((text) => traces.some((trace) => trace.test(text)))).toEqual([]);
    expect(read.filter((text) => text.includes('"redacted":true')).length).toBeGreaterThan(10);
  }, 60_000);

  it('leaves sentences in the timelines of the others that name no incident', async () => {
    expect((await told('merged', outsider)).at(-1)).toBe('Merged into another incident');
    expect((await told('absorbing', outsider)).at(1)).toBe('Another incident was merged into this incident');
    expect((await told('repeating', outsider)).at(-1)).toBe('Repeats another incident');
    expect((await told('unlinked', outsider)).slice(1)).toEqual([
      'Repeats another incident',
      'Does not repeat another incident',
    ]);
    expect((await told('relinked', outsider)).slice(1)).toEqual([
      `Repeats ${cast.merged.reference}`,
      `Does not repeat ${cast.merged.reference}: It repeats another incident`,
      'Repeats another incident',
    ]);
  });

  it.each([
    ['who may see every incident', () => undefined],
    ['its members', () => member],
  ])('is named as before to %s', async (_, key) => {
    const { arrived, goesOn } = cast;
    expect((await told('merged', key())).at(-1)).toBe(`Merged into ${goesOn.reference}: ${marker}`);
    expect((await told('absorbing', key())).at(1)).toBe(`${arrived.reference} was merged into this incident`);
    expect((await told('repeating', key())).at(-1)).toBe(`Repeats ${goesOn.reference}: ${marker}`);
    expect((await told('unlinked', key())).at(-1)).toBe(`Does not repeat ${goesOn.reference}: ${marker}`);
    const query = `{ log(first: 1000, filter: { streams: ["incident-${cast.merged.id}"], types: ["IncidentMerged"] }) { edges { node { data } } } }`;
    const answer: Answer = await send(service.url, query, {}, key()?.secret);
    expect(answer.data).toMatchObject({
      log: {
        edges: [{ node: { data: { into: goesOn.id, intoReference: goesOn.reference, reason: marker } } }],
      },
    });
  });
});
