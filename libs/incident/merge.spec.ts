import { describe, expect, it } from '@jest/globals';
import { storyId } from '#decider/testing';
import type { MergeTarget } from './merge.js';
import {
  aCancelledIncident,
  aClosedIncident,
  aDeclaredIncident,
  acknowledge,
  after,
  anAcknowledgedIncident,
  cancel,
  close,
  continued,
  declare,
  given,
  refusedWhenOver,
  reopen,
  resolve,
  stateAfter,
  wordsOf,
} from './testing/situations.js';

const target: MergeTarget = {
  id: 'incident-7',
  reference: 'INC-7',
  status: 'ACKNOWLEDGED',
  drill: false,
  visibility: 'ORGANIZATION',
};
const mergeInto = (into: Partial<MergeTarget> = {}, resolvedAlerts: readonly string[] = ['alert-2']) =>
  ({
    type: 'MergeIncident',
    data: { into: { ...target, ...into }, resolvedAlerts, reason: 'The same cause' },
  }) as const;
const deployment = { service: 'checkout', version: '8f3c1d', environment: 'production' };
const alertsOf = (ids: readonly string[]) => ids.map((alertId) => ({ alertId, title: `Alarm ${alertId}` }));
const absorb = (from = 'incident-9', alerts = ['alert-1'], blamedDeployments: string[] = []) =>
  ({
    type: 'AbsorbIncident',
    data: {
      from,
      fromReference: 'INC-9',
      alerts: alertsOf(alerts),
      blamedDeployments: blamedDeployments.map((deploymentId) => ({ deploymentId, deployment })),
    },
  }) as const;

const withAlerts = after([], {
  ...declare,
  data: { ...declare.data, alerts: alertsOf(['alert-1', 'alert-2']) },
});
const aMergedIncident = after(withAlerts, mergeInto());

describe('merging an incident into another', () => {
  it('ends it there, and takes along the alerts that still fire', () => {
    given(withAlerts)
      .when(mergeInto({}, ['alert-1', 'alert-of-another']))
      .leaves({
        status: 'MERGED',
        alerts: ['alert-1'],
        mergedInto: expect.objectContaining({ id: 'incident-7', alerts: ['alert-2'] }) as never,
      });
    expect(wordsOf(aMergedIncident).at(-1)).toBe('Merged into INC-7, with 1 alert: The same cause');
  });

  it('changes nothing the second time, and is refused into a third', () => {
    given(aMergedIncident).when(mergeInto()).changesNothing();
    given(aMergedIncident)
      .when(mergeInto({ id: 'incident-8' }))
      .refuses('INCIDENT_MERGED');
  });

  it('is refused of what is over', () => {
    refusedWhenOver(mergeInto());
  });

  it('is refused into itself', () => {
    given(aDeclaredIncident)
      .when(mergeInto({ id: storyId }))
      .refuses('MERGE_INTO_ITSELF', /into/);
  });

  it.each(['CLOSED', 'CANCELLED', 'MERGED'] as const)('is refused into one that is %s', (status) => {
    given(aDeclaredIncident)
      .when(mergeInto({ status }))
      .refuses('MERGE_TARGET_OVER', /^INC-7 is/);
  });

  it('is refused where the numbers would take a drill for an incident, or the other way', () => {
    given(aDeclaredIncident)
      .when(mergeInto({ drill: true }))
      .refuses('MERGE_OF_DRILL');
  });

  it('is refused where one would give the other away', () => {
    given(aDeclaredIncident)
      .when(mergeInto({ visibility: 'RESTRICTED' }))
      .refuses('MERGE_VISIBILITY_DIFFERS');
  });

  it('leaves nothing but notes and corrections to do', () => {
    for (const command of [acknowledge, resolve, reopen, close, cancel])
      given(aMergedIncident).when(command).refuses('INCIDENT_MERGED');
    given(aMergedIncident)
      .when({ type: 'RecordNote', data: { kind: 'OBSERVATION', body: 'A duplicate' } })
      .succeeds();
  });
});

describe('absorbing an incident', () => {
  it('takes over its alerts, once', () => {
    const absorbing = after(anAcknowledgedIncident, absorb());
    expect(stateAfter(absorbing)).toMatchObject({
      alerts: ['alert-1'],
      absorbed: [{ id: 'incident-9', reference: 'INC-9' }],
    });
    given(absorbing).when(absorb()).changesNothing();
    expect(wordsOf(absorbing).at(-1)).toBe('INC-9 was merged into this incident, with 1 alert');
  });

  it('takes over the blame on deployments, unless people have judged them', () => {
    const judged = after(
      anAcknowledgedIncident,
      { type: 'BlameDeployment', data: { deploymentId: 'd-1' } },
      { type: 'ClearDeployment', data: { deploymentId: 'd-2', reason: 'Came after' } },
    );
    const absorbing = after(judged, absorb('incident-9', [], ['d-1', 'd-2', 'd-3']));
    expect(stateAfter(absorbing)?.blamedDeployments.map(({ deploymentId }) => deploymentId)).toEqual([
      'd-1',
      'd-3',
    ]);
    expect(wordsOf(absorbing).at(-1)).toBe(
      'Deployment of checkout 8f3c1d to production blamed: An incident that was merged into this one blames it',
    );
  });

  it('is told by one that was closed or cancelled meanwhile, too', () => {
    for (const story of [aClosedIncident, aCancelledIncident])
      given(story)
        .when(absorb('incident-9', []))
        .then([
          { type: 'IncidentAbsorbed', data: { from: 'incident-9', fromReference: 'INC-9', alerts: [] } },
        ]);
  });

  it('hands on what comes after it was itself merged', () => {
    const handed = continued(aMergedIncident, absorb());
    expect(handed.at(-1)?.event.data).toMatchObject({ from: 'incident-9', passedOnTo: 'incident-7' });
    expect(stateAfter(handed)).toMatchObject({ alerts: ['alert-2'], absorbed: [], status: 'MERGED' });
    expect(wordsOf(handed).at(-1)).toMatch(/goes on/);
  });

  it('takes an incident out of a circle, with its alerts', () => {
    given(aMergedIncident)
      .when(absorb(storyId))
      .leaves({ status: 'DECLARED', mergedInto: null, alerts: ['alert-2', 'alert-1'] });
    expect(wordsOf(continued(aMergedIncident, absorb(storyId))).at(-1)).toBe(
      'Alert “Alarm alert-1” attached',
    );
    given(aDeclaredIncident).when(absorb(storyId)).changesNothing();
  });
});
