import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ask, mutate } from '../support/client.js';
import { command, declare, deploy } from '../support/commands.js';
import { type HostedService, hostService } from '../support/hosted.js';

const at = (time: string): string => `2024-03-05T${time}:00.000Z`;
const window = { from: '2024-03-05T00:00:00Z', to: '2024-03-06T00:00:00Z' };
const hours = (count: number): number => count * 3600;

const query = `query ($window: Window!, $filter: MetricsFilter) {
  metrics(window: $window, filter: $filter) {
    changeFailureRate {
      value numerator denominator inferred excluded { reason count } rule definition
      deployments { edges { node { version failed rolledBack blamedBy { reference basis excluded } } } }
    }
    deploymentFrequency { value numerator denominator }
    failedDeploymentRecoveryTime { count meanSeconds maxSeconds excluded { reason count } }
    timeToResolve { count meanSeconds excluded { reason count } }
  }
}`;

interface Judged {
  readonly version: string;
  readonly failed: boolean;
  readonly rolledBack: boolean;
  readonly blamedBy: readonly object[];
}

interface Metrics {
  readonly changeFailureRate: {
    readonly value: number | null;
    readonly numerator: number;
    readonly denominator: number;
    readonly deployments: { readonly edges: readonly { readonly node: Judged }[] };
  };
  readonly deploymentFrequency: object;
  readonly failedDeploymentRecoveryTime: object;
  readonly timeToResolve: object;
}

describe('The numbers of a day', () => {
  let service: HostedService;

  const metrics = async (filter: object = {}, during: object = window): Promise<Metrics> => {
    const answer = await ask<{ metrics: Metrics }>(service.url, query, { window: during, filter });
    return answer.metrics;
  };
  const shop = (version: string, time: string, more: object = {}) =>
    deploy(service.url, { service: 'shop', version, key: version, finishedAt: at(time), ...more });
  const incident = async (time: string, input: object = {}): Promise<string> =>
    (await declare(service.url, { services: ['shop'], occurredAt: at(time), ...input })).incident.id;
  const then = (mutation: string, incidentId: string, time: string, input: object = {}) =>
    command(service.url, mutation, { incidentId, occurredAt: at(time), ...input });

  beforeAll(async () => {
    service = await hostService();
    await shop('v1', '00:00');
    const blamed = await shop('v2', '06:00');
    await shop('v3', '12:00');
    await shop('v4', '18:00');
    await shop('v5', '20:00');
    await shop('v6', '21:00', { outcome: 'FAILED' });
    await shop('v7', '22:00', { environment: 'staging' });

    const explicit = await incident('06:30'); // INC-1
    await then('blameDeployment', explicit, '07:00', { deploymentId: blamed });
    await then('resolveIncident', explicit, '08:00', { resolution: 'Fixed forward' });
    await shop('v3', '12:45', { outcome: 'ROLLED_BACK' });
    await incident('18:20'); // INC-2, of which nobody says what caused it
    const drill = await incident('13:00', { drill: true }); // INC-3
    await then('resolveIncident', drill, '13:30', { resolution: 'Well done' });
    const cancelled = await incident('14:00'); // INC-4
    await then('cancelIncident', cancelled, '14:10', { reason: 'A false alarm' });
    const elsewhere = await incident('21:30', { services: ['blog'] }); // INC-5
    await then('resolveIncident', elsewhere, '23:30', { resolution: 'Restarted' });
  });
  afterAll(() => service.stop());

  it('have the change failure rate of hand arithmetic', async () => {
    const { changeFailureRate } = await metrics();
    // v1 to v5 reached production: 5. v2 is blamed by INC-1, v3 was rolled back, and INC-2 began 20 min after v4: 3.
    // v6 failed to deploy and v7 is on staging: neither counts. 3 / 5.
    expect(changeFailureRate).toMatchObject({
      value: 0.6,
      numerator: 3,
      denominator: 5,
      inferred: 1,
      rule: 'cfr/1',
      excluded: expect.arrayContaining([
        { reason: 'NOT_PRODUCTION', count: 1 },
        { reason: 'NEVER_REACHED_PRODUCTION', count: 1 },
      ]),
    });
  });

  it('list the deployments behind the rate, and who blames them on what grounds', async () => {
    const { changeFailureRate } = await metrics();
    const failed = changeFailureRate.deployments.edges.filter(({ node }) => node.failed);
    const blame = (reference: string, basis: string, excluded: string | null = null) => ({
      reference,
      basis,
      excluded,
    });
    expect(failed.map(({ node }) => node)).toEqual([
      { version: 'v2', failed: true, rolledBack: false, blamedBy: [blame('INC-1', 'EXPLICIT')] },
      {
        version: 'v3',
        failed: true,
        rolledBack: true,
        blamedBy: [blame('INC-3', 'INFERRED', 'DRILL'), blame('INC-4', 'INFERRED', 'CANCELLED')],
      },
      { version: 'v4', failed: true, rolledBack: false, blamedBy: [blame('INC-2', 'INFERRED')] },
    ]);
  });

  it('count only what people said where inference is switched off', async () => {
    const { changeFailureRate } = await metrics({ inferBlame: false });
    // Without INC-2's guess: v2 and v3, 2 / 5.
    expect(changeFailureRate).toMatchObject({ value: 0.4, numerator: 2, denominator: 5, inferred: 0 });
  });

  it('infer within the blame window alone', async () => {
    const { changeFailureRate } = await metrics({ blameWindowHours: 0.25 });
    // 20 min after v4 is beyond a quarter of an hour.
    expect(changeFailureRate).toMatchObject({ numerator: 2, denominator: 5 });
  });

  it('are null, not 0, where nothing was deployed', async () => {
    const quiet = { from: '2024-03-07T00:00:00Z', to: '2024-03-08T00:00:00Z' };
    const { changeFailureRate } = await metrics({}, quiet);
    expect(changeFailureRate).toMatchObject({ value: null, numerator: 0, denominator: 0 });
  });

  it('have the deployment frequency and the recovery time of hand arithmetic', async () => {
    const { deploymentFrequency, failedDeploymentRecoveryTime } = await metrics();
    expect(deploymentFrequency).toEqual({ value: 5, numerator: 5, denominator: 1 });
    // v2: 06:00 to 08:00 is 7,200 s. v3: 12:00 to 12:45 is 2,700 s. v4 waits for INC-2. (7,200 + 2,700) / 2 = 4,950 s.
    expect(failedDeploymentRecoveryTime).toMatchObject({
      count: 2,
      meanSeconds: 4950,
      maxSeconds: hours(2),
      excluded: expect.arrayContaining([{ reason: 'PENDING', count: 1 }]),
    });
  });

  it('leave drills and cancelled incidents out, and say so', async () => {
    const { timeToResolve } = await metrics();
    // INC-1: 90 min. INC-5: 120 min. The mean is 105 min.
    expect(timeToResolve).toMatchObject({
      count: 2,
      meanSeconds: 105 * 60,
      excluded: expect.arrayContaining([{ reason: 'DRILL', count: 1 }]),
    });
  });

  it('are of the services and severities asked for', async () => {
    const { changeFailureRate, timeToResolve } = await metrics({ services: ['blog'] });
    expect(changeFailureRate).toMatchObject({ value: null });
    expect(timeToResolve).toMatchObject({ count: 1, meanSeconds: hours(2) });
    expect((await metrics({ severities: ['P3'] })).timeToResolve).toMatchObject({ count: 0 });
  });

  it('count drills where they are asked for', async () => {
    const { timeToResolve } = await metrics({ include: ['DRILLS'] });
    // With INC-3's 30 min: (90 + 120 + 30) / 3 = 80 min.
    expect(timeToResolve).toMatchObject({ count: 3, meanSeconds: 80 * 60 });
  });

  it('do not move when texts are edited', async () => {
    const before = await metrics();
    const recorded = await mutate<{ incident: { notes: { id: string }[] } }>(
      service.url,
      'recordNote',
      { incidentId: 'INC-1', kind: 'ACTION', body: 'Rolled bak' },
      'incident { notes { id } }',
    );
    const [note] = recorded.incident.notes;
    await command(service.url, 'correctNote', { incidentId: 'INC-1', noteId: note?.id, body: 'Rolled back' });
    expect(await metrics()).toEqual(before);
  });

  it('follow blame that is withdrawn and given', async () => {
    const cleared = await deploy(service.url, { service: 'mail', version: 'm1', finishedAt: at('01:00') });
    const blaming = await incident('01:30', { services: ['mail'] });
    await then('blameDeployment', blaming, '01:40', { deploymentId: cleared });
    const rateOfMail = async () => (await metrics({ services: ['mail'] })).changeFailureRate.value;
    expect(await rateOfMail()).toBe(1);
    await then('clearDeployment', blaming, '01:50', { deploymentId: cleared, reason: 'It was the network' });
    expect(await rateOfMail()).toBe(0);
  });

  it('infer the blame of the worked example: two of three', async () => {
    const of = { service: 'depot' };
    for (const [version, time] of Object.entries({ a: '00:00', b: '10:00', c: '20:00' }))
      await deploy(service.url, { ...of, version, finishedAt: at(time) });
    for (const time of ['11:00', '12:00', '20:00']) await incident(time, { services: ['depot'] });
    const { changeFailureRate } = await metrics({ services: ['depot'] });
    // 11:00 and 12:00 lie after b, and 20:00 is the very instant of c: b and c failed, 2 / 3.
    expect(changeFailureRate).toMatchObject({ value: 2 / 3, numerator: 2, denominator: 3, inferred: 2 });
  });
});
