import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { until } from '../faults/until.js';
import { ask, mutate, send } from '../support/client.js';
import { command, declare, deploy, issueKey } from '../support/commands.js';
import { type HostedService, hostService } from '../support/hosted.js';
import { kindsOf, timelineOf } from '../support/timeline.js';

const day = { from: '2024-03-05T00:00:00Z', to: '2024-03-06T00:00:00Z' };
const at = (time: string): string => `2024-03-05T${time}:00.000Z`;

interface Merged {
  readonly status: string;
  readonly alerts: readonly { readonly id: string }[];
  readonly mergedInto: { readonly reference: string } | null;
  readonly absorbed: readonly { readonly reference: string }[];
}

let service: HostedService;
/** May do everything but see restricted incidents. */
let others: string;

beforeAll(async () => {
  service = await hostService();
  others = (await issueKey(service.url, ['read', 'respond'])).secret;
});
afterAll(() => service.stop());

const anAlert = async (key: string, status = 'FIRING'): Promise<string> => {
  const input = { source: 'alertmanager', key, title: `Alert ${key}`, startsAt: at('09:55'), status };
  return (await mutate<{ alert: { id: string } }>(service.url, 'recordAlert', input, 'alert { id }')).alert
    .id;
};
const declared = async (input: object = {}): Promise<{ id: string; reference: string }> =>
  (await declare(service.url, { occurredAt: at('10:00'), ...input })).incident;
const merge = (incidentId: string, into: string, input: object = {}) =>
  command(service.url, 'mergeIncident', { incidentId, into, ...input });
const refused = async (incidentId: string, into: string, key?: string) => {
  const { errors = [] } = await send(
    service.url,
    'mutation ($input: MergeIncidentInput!) { mergeIncident(input: $input) { revision } }',
    { input: { incidentId, into } },
    key,
  );
  return errors.map(({ extensions }) => extensions?.['rule'] ?? extensions?.['code']);
};
const merged = async (id: string, key?: string): Promise<Merged> => {
  const { incident } = await ask<{ incident: Merged }>(
    service.url,
    'query ($id: ID!) { incident(id: $id) { status alerts { id } mergedInto { reference } absorbed { reference } } }',
    { id },
    key,
  );
  return incident;
};
const absorbedBy = async (id: string, reference: string) => {
  await until(async () => (await merged(id)).absorbed.some((each) => each.reference === reference));
};

describe('Merging an incident into another', () => {
  it('moves its open alerts, and both timelines tell', async () => {
    const [firing, over] = [await anAlert('a'), await anAlert('b')];
    await anAlert('b', 'RESOLVED');
    const source = await declared({ alerts: [firing, over] });
    const target = await declared();
    const answer = await merge(source.id, target.reference, { reason: 'The same cause' });
    expect(answer).toMatchObject({ incident: { status: 'MERGED' }, replayed: false });
    await absorbedBy(target.id, source.reference);
    expect(await merged(source.id)).toEqual({
      status: 'MERGED',
      alerts: [{ id: over }],
      mergedInto: { reference: target.reference },
      absorbed: [],
    });
    expect((await merged(target.id)).alerts).toEqual([{ id: firing }]);
    expect((await timelineOf(service.url, source.id)).at(-1)?.text).toBe(
      `Merged into ${target.reference}, with 1 alert: The same cause`,
    );
    expect((await timelineOf(service.url, target.id)).at(-1)).toMatchObject({
      text: `${source.reference} was merged into this incident, with 1 alert`,
      actor: { id: 'sitrep' },
    });
  });

  it('gives the first answer to a retry, and records nothing twice', async () => {
    const [source, target] = [await declared(), await declared()];
    const first = await merge(source.id, target.id, { idempotencyKey: 'once' });
    await absorbedBy(target.id, source.reference);
    await command(service.url, 'resolveIncident', { incidentId: target.id, resolution: 'Done' });
    const again = await merge(source.id, target.id, { idempotencyKey: 'once' });
    expect(again).toMatchObject({ replayed: true, events: first.events });
    const told = kindsOf(await timelineOf(service.url, target.id));
    expect(told.filter((kind) => kind === 'IncidentAbsorbed')).toHaveLength(1);
  });

  it('carries on along a chain', async () => {
    const alert = await anAlert('chain');
    const [a, b, c] = [await declared({ alerts: [alert] }), await declared(), await declared()];
    await merge(a.id, b.id);
    await merge(b.id, c.id);
    await absorbedBy(c.id, b.reference);
    await until(async () => (await merged(c.id)).alerts.length === 1);
    expect((await merged(c.id)).alerts).toEqual([{ id: alert }]);
    expect((await merged(b.id)).alerts).toEqual([]);
  });

  it('is refused in a circle, into itself, into what is over, and of a drill with an incident', async () => {
    const [source, target] = [await declared(), await declared()];
    expect(await refused(source.id, source.reference)).toEqual(['MERGE_INTO_ITSELF']);
    expect(await refused(source.id, (await declared({ drill: true })).id)).toEqual(['MERGE_OF_DRILL']);
    await merge(source.id, target.id);
    expect(await refused(target.id, source.id)).toEqual(['MERGE_TARGET_OVER']);
    expect(await refused(source.id, (await declared()).id)).toEqual(['INCIDENT_MERGED']);
    expect(await refused(source.id, 'INC-1000')).toEqual(['NOT_FOUND']);
  });

  it('gives no restricted incident away', async () => {
    const [open, restricted] = [await declared(), await declared({ visibility: 'RESTRICTED' })];
    expect(await refused(open.id, restricted.id, others)).toEqual(['NOT_FOUND']);
    expect(await refused(open.id, restricted.id)).toEqual(['MERGE_VISIBILITY_DIFFERS']);
    expect(await refused(restricted.id, open.id)).toEqual(['MERGE_VISIBILITY_DIFFERS']);
  });
});

describe('Incidents that were merged into each other at once', () => {
  it('are left with one at least that goes on, and nothing that is still to be done', async () => {
    const [a, b] = [await declared(), await declared()];
    const into = (source: { id: string }, target: { id: string }) =>
      send(
        service.url,
        'mutation ($input: MergeIncidentInput!) { mergeIncident(input: $input) { revision } }',
        { input: { incidentId: source.id, into: target.id } },
      );
    await Promise.all([into(a, b), into(b, a)]);
    const open = async () =>
      (await Promise.all([merged(a.id), merged(b.id)])).filter(({ status }) => status !== 'MERGED');
    await until(async () => (await open()).length > 0);
  });
});

describe('The numbers', () => {
  it('count the incident that goes on, and the blame that it took over', async () => {
    const deployed = { service: 'vault', version: 'v1', finishedAt: at('11:55') };
    const deploymentId = await deploy(service.url, deployed);
    const started = { services: ['vault'], occurredAt: at('12:00') };
    const [source, target] = [await declared(started), await declared(started)];
    await command(service.url, 'blameDeployment', { incidentId: source.id, deploymentId });
    await merge(source.id, target.id, { occurredAt: at('12:10') });
    await absorbedBy(target.id, source.reference);
    const { metrics } = await ask<{ metrics: object }>(
      service.url,
      `query ($window: Window!) { metrics(window: $window, filter: { services: ["vault"], inferBlame: false }) {
        timeToResolve { count excluded { reason count } }
        changeFailureRate { numerator denominator } } }`,
      { window: day },
    );
    expect(metrics).toMatchObject({ changeFailureRate: { numerator: 1, denominator: 1 } });
    await command(service.url, 'resolveIncident', {
      incidentId: target.id,
      resolution: 'Rolled back',
      occurredAt: at('13:00'),
    });
    const after = await ask<{ metrics: { timeToResolve: { count: number } } }>(
      service.url,
      `query ($window: Window!) { metrics(window: $window, filter: { services: ["vault"] }) { timeToResolve { count } } }`,
      { window: day },
    );
    expect(after.metrics.timeToResolve.count).toBe(1);
  });
});

describe('Possible duplicates', () => {
  const duplicates = async (id: string, key?: string) => {
    const { incident } = await ask<{
      incident: { possibleDuplicates: { reference: string; reasons: string[]; why: string }[] };
    }>(
      service.url,
      'query ($id: ID!) { incident(id: $id) { possibleDuplicates(first: 3) { reference reasons why } } }',
      { id },
      key,
    );
    return incident.possibleDuplicates;
  };

  it('are suggested with the reason, to who may see them, until one is merged', async () => {
    const about = { title: 'Invoices lack their tax numbers', services: ['billing'] };
    const one = await declared(about);
    const other = await declared({ ...about, title: 'Tax numbers missing' });
    const hidden = await declared({ ...about, visibility: 'RESTRICTED' });
    expect((await duplicates(one.id)).map(({ reference }) => reference)).toEqual([
      hidden.reference,
      other.reference,
    ]);
    expect(await duplicates(one.id, others)).toEqual([
      {
        reference: other.reference,
        reasons: ['SAME_SERVICE_AND_TIME', 'SIMILAR_WORDS'],
        why: 'Both touch billing and began at about the same time; both are about “tax numbers”.',
      },
    ]);
    await merge(other.id, one.id);
    expect(await duplicates(one.id, others)).toEqual([]);
  });

  it('are exercises for an exercise, and incidents for an incident', async () => {
    const about = { title: 'Warehouse scanners stopped', services: ['warehouse'] };
    const [drill, another] = [
      await declared({ ...about, drill: true }),
      await declared({ ...about, drill: true }),
    ];
    expect(await duplicates((await declared(about)).id)).toEqual([]);
    expect(await duplicates(drill.id)).toMatchObject([{ reference: another.reference }]);
  });
});
