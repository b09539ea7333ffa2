import { describe, expect, it } from '@jest/globals';
import { payload } from '../payloads.js';
import { ask } from '../support/client.js';
import { declare, issueKey } from '../support/commands.js';
import { post, recording } from '../support/raw.js';
import { restartable } from '../support/restartable.js';

const service = restartable();

const fromAlertmanager = (said: unknown, headers: Readonly<Record<string, string>> = {}) =>
  post(`${service.url}/ingest/alertmanager`, JSON.stringify(said), headers);

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
    expect(await recording(service.url, () => fromAlertmanager(group))).toEqual({
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
    expect(await recording(service.url, () => fromAlertmanager(group))).toEqual(again);
    await service.restart();
    expect(await recording(service.url, () => fromAlertmanager(group))).toEqual(again);
  });

  it('resolves an alert, and the same alert fired again later is another one', async () => {
    const [alert] = group.alerts;
    const resolved = { ...group, alerts: [{ ...alert, status: 'resolved', endsAt: '2020-08-08T15:00:00Z' }] };
    expect(await recording(service.url, () => fromAlertmanager(resolved))).toMatchObject({
      body: { events: 1 },
    });
    const refired = { ...group, alerts: [{ ...alert, startsAt: '2020-08-09T10:00:00.5Z' }] };
    expect(await recording(service.url, () => fromAlertmanager(refired))).toMatchObject({
      body: { events: 1 },
    });
    expect(await recording(service.url, () => fromAlertmanager(resolved))).toMatchObject({
      body: { events: 0 },
    });
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
      const { body, grew } = await recording(service.url, () => fromAlertmanager(group, { authorization }));
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
    const { body, grew, status } = await recording(service.url, () => fromAlertmanager(said));
    expect([status, body.errors?.[0]?.extensions['code'], grew]).toEqual([400, 'BAD_USER_INPUT', false]);
    const fields = body.errors?.[0]?.extensions['fields'] as { path: string }[];
    expect(fields.map(({ path }) => path)).toEqual(paths);
  });
});
