import { createHmac } from 'node:crypto';
import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { payload } from '../payloads.js';
import { ask } from '../support/client.js';
import { declare, headOf, issueKey } from '../support/commands.js';
import { codeOf, post } from '../support/raw.js';
import { type HostedService, hostService } from '../support/hosted.js';
import { newDataDir } from '../support/service.js';

const { secret } = payload('github-signature') as { secret: string };
const options = { dataDir: newDataDir(), env: { SITREP_GITHUB_SECRET: secret } };

let service: HostedService;

beforeAll(async () => {
  service = await hostService(options);
});
afterAll(async () => {
  await service.stop();
  rmSync(options.dataDir, { recursive: true });
});

const restart = async () => {
  await service.stop();
  service = await hostService(options);
};

const signatureOf = (body: string): string =>
  `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;

const fromGitHub = (event: string, said: unknown, headers: Readonly<Record<string, string>> = {}) => {
  const body = JSON.stringify(said);
  return post(`${service.url}/ingest/github`, body, {
    'x-github-event': event,
    'x-github-delivery': '72d3162e-cc78-11e3-81ab-4c9367dc0958',
    'x-hub-signature-256': signatureOf(body),
    ...headers,
  });
};

const fromAlertmanager = (said: unknown, headers: Readonly<Record<string, string>> = {}) =>
  post(`${service.url}/ingest/alertmanager`, JSON.stringify(said), headers);

/** What a delivery answers, and whether the log grew. */
async function recording(delivery: () => ReturnType<typeof post>) {
  const before = await headOf(service.url);
  const { body, status } = await delivery();
  return { status, body, grew: (await headOf(service.url)) !== before };
}

const alerts = () =>
  ask(
    service.url,
    '{ alerts { totalCount edges { node { source title status severity sourceSeverity service startsAt resolvedAt } } } }',
  );

describe('What Alertmanager posts', () => {
  const group = payload('alertmanager-v4-firing-group') as { alerts: Record<string, unknown>[] };
  const down = (instance: string, startsAt: string) => ({
    node: {
      source: 'alertmanager',
      title: `Instance ${instance} down`,
      status: 'FIRING',
      severity: 'P1',
      sourceSeverity: 'critical',
      service: 'prometheus',
      startsAt,
      resolvedAt: null,
    },
  });

  it('is recorded, each alert of the group by itself', async () => {
    expect(await recording(() => fromAlertmanager(group))).toEqual({
      status: 200,
      body: { alerts: 2, events: 2 },
      grew: true,
    });
    expect(await alerts()).toEqual({
      alerts: {
        totalCount: 2,
        edges: [
          down('127.0.0.1:9090', '2020-08-08T14:32:08.326Z'),
          down('localhost:9090', '2020-08-08T02:21:08.326Z'),
        ],
      },
    });
  });

  it('changes nothing when it is posted again, and again after a restart', async () => {
    const again = { status: 200, body: { alerts: 2, events: 0 }, grew: false };
    expect(await recording(() => fromAlertmanager(group))).toEqual(again);
    await restart();
    expect(await recording(() => fromAlertmanager(group))).toEqual(again);
  });

  it('resolves an alert, and the same alert fired again later is another one', async () => {
    const [alert] = group.alerts;
    const resolved = { ...group, alerts: [{ ...alert, status: 'resolved', endsAt: '2020-08-08T15:00:00Z' }] };
    expect(await recording(() => fromAlertmanager(resolved))).toMatchObject({ body: { events: 1 } });
    const refired = { ...group, alerts: [{ ...alert, startsAt: '2020-08-09T10:00:00.5Z' }] };
    expect(await recording(() => fromAlertmanager(refired))).toMatchObject({ body: { events: 1 } });
    expect(await recording(() => fromAlertmanager(resolved))).toMatchObject({ body: { events: 0 } });
    expect(await alerts()).toMatchObject({
      alerts: {
        totalCount: 3,
        edges: [
          { node: { status: 'FIRING', startsAt: '2020-08-09T10:00:00.500Z' } },
          { node: { status: 'RESOLVED', resolvedAt: '2020-08-08T15:00:00.000Z' } },
          { node: { status: 'FIRING' } },
        ],
      },
    });
  });

  it('can be attached to an incident', async () => {
    const { alerts } = await ask<{ alerts: { edges: { node: { id: string } }[] } }>(
      service.url,
      '{ alerts(first: 1) { edges { node { id } } } }',
    );
    const ids = alerts.edges.map(({ node }) => node.id);
    const { incident } = await declare(service.url, { alerts: ids });
    const found = await ask(service.url, 'query ($id: ID!) { incident(id: $id) { alerts { id title } } }', {
      id: incident.id,
    });
    expect(found).toEqual({ incident: { alerts: [{ id: ids[0], title: 'Instance 127.0.0.1:9090 down' }] } });
  });

  it('is refused without a key of scope ingest', async () => {
    const { secret: reader } = await issueKey(service.url, ['read']);
    for (const [authorization, code] of [
      ['', 'UNAUTHENTICATED'],
      ['Bearer sitrep_nobody', 'UNAUTHENTICATED'],
      [`Bearer ${reader}`, 'FORBIDDEN'],
    ] as const) {
      const { body, grew } = await recording(() => fromAlertmanager(group, { authorization }));
      expect([body.errors?.[0]?.extensions['code'], grew]).toEqual([code, false]);
    }
  });

  it.each([
    ['of another version', { ...group, version: '3' }, ['version']],
    ['without alerts', { ...group, alerts: [] }, ['alerts']],
    ['with alerts that are none', { ...group, alerts: ['x'] }, ['alerts.0']],
    [
      'with several things wrong',
      {
        ...group,
        alerts: [{ ...group.alerts[0], status: 'sleeping', startsAt: 'yesterday', fingerprint: '' }],
      },
      ['alerts.0.status', 'alerts.0.startsAt', 'alerts.0.fingerprint'],
    ],
    ['that is a list', [group], ['']],
  ])('is refused %s, and nothing of it is recorded', async (_, said, paths) => {
    const { body, grew, status } = await recording(() => fromAlertmanager(said));
    expect([status, body.errors?.[0]?.extensions['code'], grew]).toEqual([400, 'BAD_USER_INPUT', false]);
    const fields = body.errors?.[0]?.extensions['fields'] as { path: string }[];
    expect(fields.map(({ path }) => path)).toEqual(paths);
  });
});

describe('What GitHub posts', () => {
  const created = payload('github-deployment-created');
  const status = payload('github-deployment_status-created') as { deployment_status: object };
  const commit = 'f95f852bd8fca8fcc58a9a2d6c842781e32a215e';
  const deployed = {
    service: 'Hello-World',
    environment: 'production',
    version: commit,
    status: 'SUCCEEDED',
    commit,
    startedAt: '2019-05-15T15:20:53.000Z',
    finishedAt: '2019-05-15T15:20:55.000Z',
  };
  const deployments = () =>
    ask(
      service.url,
      '{ deployments { edges { node { service environment version status commit startedAt finishedAt } } } }',
    );

  it('is recorded as the deployment that it tells of', async () => {
    expect(await recording(() => fromGitHub('deployment', created))).toMatchObject({
      status: 200,
      body: { events: 1 },
      grew: true,
    });
    expect(await recording(() => fromGitHub('deployment_status', status))).toMatchObject({ grew: true });
    expect(await deployments()).toEqual({ deployments: { edges: [{ node: deployed }] } });
  });

  it('changes nothing when it is delivered again, and again after a restart', async () => {
    const deliver = async () => {
      const again = { status: 200, body: { events: 0 }, grew: false };
      expect(await recording(() => fromGitHub('deployment', created))).toEqual(again);
      expect(await recording(() => fromGitHub('deployment_status', status))).toEqual(again);
    };
    await deliver();
    await restart();
    await deliver();
  });

  it('is refused with a wrong signature, or none', async () => {
    const other = signatureOf('another body');
    for (const signature of [
      other,
      '',
      'sha1=abc',
      signatureOf(JSON.stringify(created)).replace('sha256=', ''),
    ]) {
      const { body, grew, status } = await recording(() =>
        fromGitHub('deployment', created, { 'x-hub-signature-256': signature }),
      );
      expect([status, body.errors?.[0]?.extensions['code'], grew]).toEqual([401, 'UNAUTHENTICATED', false]);
    }
  });

  it('is refused where it is no JSON, however rightly signed', async () => {
    const { body, header } = payload('github-signature') as { body: string; header: string };
    const answer = await post(`${service.url}/ingest/github`, body, {
      'x-github-event': 'deployment',
      'x-hub-signature-256': header,
    });
    expect([answer.status, codeOf(answer)]).toEqual([400, 'BAD_USER_INPUT']);
  });

  it('is answered kindly where it says nothing of deployments', async () => {
    expect(await recording(() => fromGitHub('ping', { zen: 'Keep it logically awesome.' }))).toMatchObject({
      status: 200,
      body: { events: 0 },
      grew: false,
    });
  });

  it('is refused where it is not what GitHub sends', async () => {
    const { body, grew } = await recording(() => fromGitHub('deployment', { deployment: { id: 'one' } }));
    expect([body.errors?.[0]?.extensions['code'], grew]).toEqual(['BAD_USER_INPUT', false]);
  });
});
