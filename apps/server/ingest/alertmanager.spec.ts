import { describe, expect, it } from '@jest/globals';
import { payload } from '../../../test/payloads.js';
import { readAlertmanager } from './alertmanager.js';
import { MalformedPayload } from './payload.js';

interface Recorded {
  alerts: [Record<string, unknown>, Record<string, unknown>];
  [field: string]: unknown;
}

const recorded = () => payload('alertmanager-v4-firing-group') as Recorded;

/** The recorded notification with its first alert changed. */
function withAlert(changes: Record<string, unknown>): Recorded {
  const notification = recorded();
  Object.assign(notification.alerts[0], changes);
  return notification;
}

const first = (notification: unknown) => readAlertmanager(notification).alerts[0];

function wrongFields(body: unknown) {
  try {
    readAlertmanager(body);
  } catch (error) {
    if (error instanceof MalformedPayload) return error.fields.map(({ path }) => path);
    throw error;
  }
  return [];
}

describe('A notification of Alertmanager', () => {
  it('reports each alert of the group', () => {
    expect(readAlertmanager(recorded())).toMatchObject({
      alerts: [
        {
          key: '791cec13fcba0368@2020-08-08T14:32:08.326990857Z',
          status: 'FIRING',
          title: 'Instance 127.0.0.1:9090 down',
          severitySaid: 'critical',
          service: 'prometheus',
          startsAt: '2020-08-08T14:32:08.326Z',
          links: [
            'http://pop-os:9090/graph?g0.expr=promhttp_metric_handler_requests_total+%3E+20&g0.tab=1',
            'http://pop-os:9093',
          ],
        },
        { key: '8df98227bdd81384@2020-08-08T02:21:08.326990857Z', startsAt: '2020-08-08T02:21:08.326Z' },
      ],
      leftOut: 0,
    });
  });

  it('keeps apart two firings within one millisecond', () => {
    const keys = ['326990857', '326990858'].map((nanos) =>
      first(withAlert({ startsAt: `2020-08-08T14:32:08.${nanos}Z` })),
    );
    expect(keys[0]?.key).not.toBe(keys[1]?.key);
    expect(keys[0]?.startsAt).toBe(keys[1]?.startsAt);
  });

  it('cuts a time off at the millisecond instead of rounding it into the future', () => {
    expect(first(withAlert({ startsAt: '2020-08-08T14:32:08.999999999Z' }))?.startsAt).toBe(
      '2020-08-08T14:32:08.999Z',
    );
  });

  it('gives times in UTC whatever their offset', () => {
    expect(first(withAlert({ startsAt: '2020-08-08T16:32:08+02:00' }))?.startsAt).toBe(
      '2020-08-08T14:32:08.000Z',
    );
  });

  it('has no end while it fires, whatever endsAt says', () => {
    expect(first(recorded())).not.toHaveProperty('endsAt');
    expect(first(withAlert({ endsAt: '2020-08-08T15:00:00Z' }))).not.toHaveProperty('endsAt');
  });

  it('says when a resolved alert ended', () => {
    const resolved = first(withAlert({ status: 'resolved', endsAt: '2020-08-08T15:00:08.326990857Z' }));
    expect(resolved).toMatchObject({ status: 'RESOLVED', endsAt: '2020-08-08T15:00:08.326Z' });
    expect(resolved?.key).toBe(first(recorded())?.key);
  });

  it('takes a zero time for no end', () => {
    const resolved = first(withAlert({ status: 'resolved', endsAt: '0001-01-01T00:00:00Z' }));
    expect(resolved).not.toHaveProperty('endsAt');
  });

  it('prefers the label service to the job, and knows none without both', () => {
    expect(first(withAlert({ labels: { service: 'checkout', job: 'node' } }))?.service).toBe('checkout');
    expect(first(withAlert({ labels: { service: ' ', job: 'node' } }))?.service).toBe('node');
    expect(first(withAlert({ labels: {} }))).not.toHaveProperty('service');
  });

  it('cuts the name of a service and the word for the severity, as long as mutations take them', () => {
    const labels = { service: `a\n${'b'.repeat(200)}`, severity: 'c'.repeat(300) };
    expect(first(withAlert({ labels }))).toMatchObject({
      service: `a ${'b'.repeat(97)}…`,
      severitySaid: `${'c'.repeat(199)}…`,
      labels,
    });
  });

  it('always has a title of one line', () => {
    expect(first(withAlert({ annotations: { summary: 'Disk\n  is full' } }))?.title).toBe('Disk is full');
    expect(first(withAlert({ annotations: {} }))?.title).toBe('InstanceDown');
    expect(first(withAlert({ annotations: {}, labels: {} }))?.title).toBe('Alert 791cec13fcba0368');
    expect(first(withAlert({ annotations: { summary: '\0\n' } }))?.title).toBe('InstanceDown');
    expect(first(withAlert({ annotations: { summary: 'x'.repeat(500) } }))?.title).toHaveLength(200);
  });

  it('links the runbook', () => {
    const annotations = { runbook_url: 'https://runbooks.example.com/down' };
    expect(first(withAlert({ annotations }))?.links).toContain('https://runbooks.example.com/down');
  });

  it('links nothing that is no address of the web', () => {
    const strange = withAlert({
      generatorURL: '/graph',
      annotations: { runbook_url: 'javascript:alert(1)' },
    });
    expect(first(strange)?.links).toEqual(['http://pop-os:9093']);
  });

  it('keeps every label, whatever its name', () => {
    const labels = { alertname: 'Down', constructor: 'acme', toString: 'b', hasOwnProperty: 'c' };
    expect(first(withAlert({ labels }))?.labels).toEqual(labels);
  });

  it('says how many alerts Alertmanager left out', () => {
    expect(readAlertmanager({ ...recorded(), truncatedAlerts: 7 }).leftOut).toBe(7);
  });

  it('is refused with every wrong field at once', () => {
    const notification = withAlert({
      status: 'on fire',
      startsAt: 'yesterday',
      labels: { a: 1 },
      fingerprint: '',
    });
    expect(wrongFields({ ...notification, version: '3' })).toEqual([
      'version',
      'alerts.0.status',
      'alerts.0.labels',
      'alerts.0.startsAt',
      'alerts.0.fingerprint',
    ]);
  });

  it('is refused without wrong fields of alerts that it does not have', () => {
    for (const alerts of [{}, { status: 'firing' }, 'none', undefined])
      expect(wrongFields({ ...recorded(), alerts })).toEqual(['alerts']);
  });

  it.each([
    null,
    'text',
    7,
    [],
    {},
    { version: '4', alerts: 'none' },
    { version: '4', alerts: [] },
    { version: '4', alerts: [null, 'x'] },
    { version: '4', alerts: [[]] },
    withAlert({ startsAt: '2020-02-30T00:00:00Z' }),
    withAlert({ startsAt: '2999-01-01T00:00:00Z' }),
    withAlert({ status: 'resolved', endsAt: '2999-01-01T00:00:00Z' }),
    withAlert({ status: 'resolved', startsAt: '2999-01-01T00:00:00Z', endsAt: '2020-08-08T15:00:00Z' }),
  ])('is refused when it is %j', (body) => {
    expect(wrongFields(body)).not.toEqual([]);
  });
});
