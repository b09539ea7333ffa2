import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  type AnyData,
  anyTime,
  keepsTheLaws,
  readsItsGoldenFiles,
  minute,
  specification,
  storyId,
} from '#decider/testing';
import { severities } from '#incident';
import { alerts } from './alert.js';
import { alertIdentity } from './identity.js';
import type { AlertCommand } from './progress.js';
import type { AlertReport } from './report.js';

const { given, after, stateAfter, wordsOf } = specification(alerts);

const report = {
  source: 'alertmanager',
  key: '791cec13fcba0368',
  title: 'InstanceDown',
  sourceSeverity: 'critical',
  severity: 'P1',
  labels: { alertname: 'InstanceDown', job: 'prometheus' },
  links: [{ title: 'Graph', url: 'http://prometheus.example.com/graph' }],
  startsAt: minute(-2),
} as const satisfies AlertReport;
const said = { id: storyId, service: null, ...report };
const fire = { type: 'FireAlert', data: { report } } as const;
const acknowledge = { type: 'AcknowledgeAlert', data: {} } as const;
const resolve = { type: 'ResolveAlert', data: {} } as const;

const aFiringAlert = after([], fire);
const anAcknowledgedAlert = after(aFiringAlert, acknowledge);
const aResolvedAlert = after(anAcknowledgedAlert, resolve);

describe('an alert', () => {
  it('fires as its source reports it', () => {
    given([])
      .when(fire)
      .leaves({ status: 'FIRING', severity: 'P1', startsAt: minute(-2) });
    expect(stateAfter(aFiringAlert)).toStrictEqual({
      ...said,
      status: 'FIRING',
      acknowledgedAt: null,
      resolvedAt: null,
    });
  });

  it('is acknowledged', () => {
    given(aFiringAlert)
      .when(acknowledge)
      .leaves({ status: 'ACKNOWLEDGED', acknowledgedAt: minute(1) });
  });

  it('resolves, acknowledged or not', () => {
    given(aFiringAlert)
      .when(resolve)
      .leaves({ status: 'RESOLVED', acknowledgedAt: null, resolvedAt: minute(1) });
    given(anAcknowledgedAlert)
      .when(resolve, { at: minute(1) })
      .leaves({ status: 'RESOLVED', acknowledgedAt: minute(1), resolvedAt: minute(1) });
  });

  it('is told', () => {
    expect(wordsOf(aResolvedAlert)).toEqual([
      'Alert “InstanceDown” of alertmanager fired',
      'Alert “InstanceDown” of alertmanager acknowledged',
      'Alert “InstanceDown” of alertmanager resolved',
    ]);
  });
});

describe('what a source repeats or tells late', () => {
  it('changes nothing', () => {
    for (const heard of [aFiringAlert, anAcknowledgedAlert, aResolvedAlert])
      given(heard).when(fire).changesNothing();
    for (const heard of [anAcknowledgedAlert, aResolvedAlert])
      given(heard).when(acknowledge).changesNothing();
    given(aResolvedAlert).when(resolve).changesNothing();
  });

  it('does not change what it said first', () => {
    given(aFiringAlert)
      .when({ type: 'ResolveAlert', data: { report: { ...report, title: 'Renamed' } } })
      .leaves({ status: 'RESOLVED', title: 'InstanceDown' });
  });
});

describe('an alert first heard of', () => {
  it('when it resolved is known by that', () => {
    given([])
      .when({ type: 'ResolveAlert', data: { report } })
      .then([{ type: 'AlertResolved', data: said }]);
    given([])
      .when({ type: 'ResolveAlert', data: { report } })
      .leaves({ status: 'RESOLVED', startsAt: minute(-2) });
  });

  it('when it was acknowledged is known by that', () => {
    given([])
      .when({ type: 'AcknowledgeAlert', data: { report } })
      .leaves({ status: 'ACKNOWLEDGED', title: 'InstanceDown' });
  });

  it('has begun to fire, whatever has become of it since', () => {
    const early = { report: { ...report, startsAt: minute(60) } };
    for (const type of ['FireAlert', 'AcknowledgeAlert', 'ResolveAlert'] as const)
      given([]).when({ type, data: early }).refuses('IN_THE_FUTURE');
  });

  it('without a report is not known', () => {
    given([])
      .when(acknowledge)
      .refuses('NOT_FOUND', /There is no such alert/);
    given([]).when(resolve).refuses('NOT_FOUND');
  });
});

describe('the identity of an alert', () => {
  const occurrence = {
    source: 'alertmanager',
    key: '791cec13fcba0368',
    startsAt: '2020-08-08T14:32:08.326Z',
  };
  const identity = alertIdentity(occurrence);

  it('is the same however its start is written', () => {
    for (const startsAt of ['2020-08-08T14:32:08.326990857Z', '2020-08-08T16:32:08.326+02:00'])
      expect(alertIdentity({ ...occurrence, startsAt })).toBe(identity);
  });

  it.each([{ source: 'grafana' }, { key: '8df98227bdd81384' }, { startsAt: '2020-08-08T14:32:08.327Z' }])(
    'is another for %j',
    (other) => {
      expect(alertIdentity({ ...occurrence, ...other })).not.toBe(identity);
    },
  );

  it('does not run its parts together', () => {
    expect(alertIdentity({ ...occurrence, source: 'a', key: 'b:c' })).not.toBe(
      alertIdentity({ ...occurrence, source: 'a:b', key: 'c' }),
    );
  });
});

const anyReport: fc.Arbitrary<AlertReport> = fc.record(
  {
    source: fc.string(),
    key: fc.string(),
    title: fc.string(),
    sourceSeverity: fc.string(),
    severity: fc.constantFrom(...severities),
    service: fc.string(),
    labels: fc.dictionary(fc.string(), fc.string()),
    links: fc.array(fc.record({ title: fc.string(), url: fc.string() })),
    startsAt: anyTime,
  },
  { requiredKeys: ['source', 'key', 'title', 'startsAt'] },
);
const anyData: AnyData<AlertCommand> = {
  FireAlert: fc.record({ report: anyReport }),
  AcknowledgeAlert: fc.record({ report: anyReport }, { requiredKeys: [] }),
  ResolveAlert: fc.record({ report: anyReport }, { requiredKeys: [] }),
};
keepsTheLaws(alerts, {}, anyData, ['FireAlert', 'AcknowledgeAlert', 'ResolveAlert']);

readsItsGoldenFiles(alerts, 'libs/alert/golden', 'AlertFired');
