import { describe, expect, it } from '@jest/globals';
import { amina, bela, minute, newIdAfter } from '#decider/testing';
import type { IncidentCommand } from './incident.js';
import {
  aClosedIncident,
  aDeclaredIncident,
  aMitigatedIncident,
  aResolvedIncident,
  after,
  anAcknowledgedIncident,
  close,
  continued,
  given,
  refusedWhenOver,
  resolve,
  wordsOf,
} from './testing/situations.js';

const start = (kind: 'ROLLBACK' | 'CODE_FIX' | 'CACHE' | 'RESTART', more = {}) =>
  ({
    type: 'StartMitigation',
    data: { kind, description: 'Back to 41a7c2', ...more },
  }) as const satisfies IncidentCommand;
const theMitigation = newIdAfter(2);
const verify = {
  type: 'VerifyMitigation',
  data: { mitigationId: theMitigation, outcome: 'WORKED', observation: 'Errors fell to none' },
} as const satisfies IncidentCommand;
const abandon = {
  type: 'AbandonMitigation',
  data: { mitigationId: theMitigation, reason: 'The old version does not start' },
} as const satisfies IncidentCommand;

const anIncidentBeingRolledBack = after(anAcknowledgedIncident, start('ROLLBACK'));

describe('starting a mitigation', () => {
  it('records what is attempted, and by whom', () => {
    given(anAcknowledgedIncident)
      .when(start('ROLLBACK', { deploymentId: 'a' }), { by: bela })
      .leaves({
        mitigations: [
          {
            id: theMitigation,
            kind: 'ROLLBACK',
            description: 'Back to 41a7c2',
            deploymentId: 'a',
            status: 'IN_PROGRESS',
            startedBy: bela,
            startedAt: minute(2),
            endedBy: null,
            endedAt: null,
            remark: null,
            overrideReason: null,
            easyThingsUntried: false,
          },
        ],
      });
  });

  it('acknowledges an incident that nobody acknowledged, and says so', () => {
    given(aDeclaredIncident)
      .when(start('ROLLBACK'))
      .then([
        {
          type: 'MitigationStarted',
          data: { mitigationId: newIdAfter(1), kind: 'ROLLBACK', description: 'Back to 41a7c2' },
        },
        { type: 'IncidentAcknowledged', data: { cause: 'starting a mitigation' } },
      ]);
    given(aDeclaredIncident).when(start('ROLLBACK')).leaves({ status: 'ACKNOWLEDGED' });
  });

  it('is possible after the effect is off the users, and refused once it is resolved or over', () => {
    given(aMitigatedIncident).when(start('CODE_FIX')).succeeds();
    given(aResolvedIncident).when(start('CODE_FIX')).refuses('INCIDENT_RESOLVED');
    refusedWhenOver(start('CODE_FIX'));
  });

  it('names a deployment only to take it back', () => {
    given(anAcknowledgedIncident)
      .when(start('RESTART', { deploymentId: 'a' }))
      .refuses('NOT_A_ROLLBACK');
  });
});

describe('one change at a time', () => {
  it('refuses a second mitigation, naming the one in progress and what to do with it', () => {
    given(anIncidentBeingRolledBack)
      .when(start('RESTART'))
      .refuses('MITIGATION_IN_PROGRESS', /^Rollback “Back to 41a7c2” \(id-2\).*verifyMitigation/);
  });

  it('yields to a reason, which is recorded', () => {
    given(anIncidentBeingRolledBack)
      .when(start('RESTART', { overrideReason: 'Another region' }))
      .then([
        {
          type: 'MitigationStarted',
          data: {
            mitigationId: newIdAfter(3),
            kind: 'RESTART',
            description: 'Back to 41a7c2',
            overrideReason: 'Another region',
          },
        },
      ]);
  });

  it('records no reason where there was nothing to override', () => {
    given(anAcknowledgedIncident)
      .when(start('RESTART', { overrideReason: 'Just in case' }))
      .then([
        {
          type: 'MitigationStarted',
          data: { mitigationId: theMitigation, kind: 'RESTART', description: 'Back to 41a7c2' },
        },
      ]);
  });

  it('lets the next begin once the one before was verified or abandoned', () => {
    for (const end of [verify, abandon])
      given(after(anIncidentBeingRolledBack, end)).when(start('RESTART')).succeeds();
  });
});

describe('easy things first', () => {
  const reminded = { easyThingsUntried: true };

  it('is what a code fix is reminded of while none of them was tried', () => {
    given(anAcknowledgedIncident)
      .when(start('CODE_FIX'))
      .then([
        {
          type: 'MitigationStarted',
          data: {
            mitigationId: theMitigation,
            kind: 'CODE_FIX',
            description: 'Back to 41a7c2',
            reminder: 'EASY_THINGS_FIRST',
          },
        },
      ]);
    given(anAcknowledgedIncident)
      .when(start('CODE_FIX'))
      .leaves({ mitigations: [expect.objectContaining(reminded) as never] });
  });

  it('is not satisfied by a restart', () => {
    const restarted = after(anAcknowledgedIncident, start('RESTART'), abandon);
    expect(wordsOf(after(restarted, start('CODE_FIX'))).at(-1)).toContain('easy things first');
  });

  it('is satisfied by an attempt, whatever came of it', () => {
    for (const end of [verify, abandon])
      expect(wordsOf(after(anIncidentBeingRolledBack, end, start('CODE_FIX'))).at(-1)).toBe(
        'Code fix started: Back to 41a7c2',
      );
  });
});

describe('verifying a mitigation', () => {
  it('records what came of it, with the times from which the time of a rollback is measured', () => {
    given(anIncidentBeingRolledBack)
      .when(verify, { by: bela })
      .leaves({
        mitigations: [
          {
            id: theMitigation,
            kind: 'ROLLBACK',
            description: 'Back to 41a7c2',
            deploymentId: null,
            status: 'WORKED',
            startedBy: amina,
            startedAt: minute(2),
            endedBy: bela,
            endedAt: minute(3),
            remark: 'Errors fell to none',
            overrideReason: null,
            easyThingsUntried: false,
          },
        ],
      });
  });

  it('changes nothing the second time, and is refused with another outcome', () => {
    const verified = after(anIncidentBeingRolledBack, verify);
    given(verified).when(verify).changesNothing();
    given(verified)
      .when({ ...verify, data: { ...verify.data, outcome: 'MADE_WORSE' } })
      .refuses('MITIGATION_ENDED', /startMitigation/);
    given(verified).when(abandon).refuses('MITIGATION_ENDED');
  });

  it('is possible after the incident was closed: its times must not move for it', () => {
    given(after(anIncidentBeingRolledBack, resolve, close))
      .when(verify, { at: minute(2) })
      .succeeds();
  });

  it('is refused where there is no such mitigation', () => {
    given(aClosedIncident).when(verify).refuses('MITIGATION_NOT_FOUND');
    given(aClosedIncident).when(abandon).refuses('MITIGATION_NOT_FOUND');
  });
});

describe('abandoning a mitigation', () => {
  it('records why, and changes nothing the second time', () => {
    given(anIncidentBeingRolledBack)
      .when(abandon)
      .then([
        {
          type: 'MitigationAbandoned',
          data: { ...abandon.data, kind: 'ROLLBACK', description: 'Back to 41a7c2' },
        },
      ]);
    given(after(anIncidentBeingRolledBack, abandon)).when(abandon).changesNothing();
  });
});

describe('the timeline of mitigations', () => {
  it('tells each attempt and what came of it', () => {
    const restart = start('RESTART', { overrideReason: 'Another region' });
    const story = after(anIncidentBeingRolledBack, restart, abandon);
    const worked = continued(story, { ...verify, data: { ...verify.data, mitigationId: newIdAfter(3) } });
    const deployment = { service: 'checkout', version: '8f3c1d', environment: 'production' };
    const twice = [{ deployment }, { overrideReason: 'Once more' }].map((more) =>
      start('ROLLBACK', { deploymentId: 'a', ...more }),
    );
    expect(wordsOf(after(worked, ...twice)).slice(2)).toEqual([
      'Rollback started: Back to 41a7c2',
      'Restart started: Back to 41a7c2 · beside another change by override: Another region',
      'Rollback abandoned (Back to 41a7c2): The old version does not start',
      'Restart worked (Back to 41a7c2): Errors fell to none',
      'Rollback started: Back to 41a7c2 · takes back the deployment of checkout 8f3c1d to production',
      'Rollback started: Back to 41a7c2 · takes back the deployment a · beside another change by override: Once more',
    ]);
  });
});
