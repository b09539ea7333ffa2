import { describe, expect, it } from '@jest/globals';
import { minute } from '#decider/testing';
import { mustNotBeVoid } from './core.js';
import type { IncidentCommand } from './incident.js';
import { later } from './testing/deadlines.js';
import {
  aCancelledIncident,
  aClosedIncident,
  aDeclaredIncident,
  aMitigatedIncident,
  aReopenedIncident,
  aResolvedIncident,
  acknowledge,
  after,
  anAcknowledgedIncident,
  cancel,
  close,
  declare,
  given,
  mitigate,
  refusedWhenOver,
  reopen,
  resolve,
  stateAfter,
  wordsOf,
} from './testing/situations.js';

describe('the way through an incident', () => {
  const leads = {
    [acknowledge.type]: [acknowledge, aDeclaredIncident, 'ACKNOWLEDGED'],
    [mitigate.type]: [mitigate, anAcknowledgedIncident, 'MITIGATED'],
    [resolve.type]: [resolve, aMitigatedIncident, 'RESOLVED'],
    [close.type]: [close, aResolvedIncident, 'CLOSED'],
  } as const;

  it.each(Object.entries(leads))(
    'by %s leads to its status and milestone',
    (_, [command, before, status]) => {
      given(before)
        .when(command)
        .leaves({ status, milestones: { [status]: [minute(before.length)] } });
    },
  );

  it.each(Object.entries(leads))('by %s is gone once', (_, [command, before]) => {
    given(after(before, command)).when(command).changesNothing();
  });

  it('can be shortened', () => {
    given(aDeclaredIncident).when(mitigate).leaves({ status: 'MITIGATED' });
    given(aDeclaredIncident).when(resolve).leaves({ status: 'RESOLVED', resolution: 'Rolled back 8f3c1d' });
  });

  it('is not gone back by acknowledging or mitigating', () => {
    given(aMitigatedIncident).when(acknowledge).changesNothing();
    given(aResolvedIncident)
      .when(acknowledge)
      .refuses('INCIDENT_RESOLVED', /reopenIncident/);
    given(aResolvedIncident).when(mitigate).refuses('INCIDENT_RESOLVED');
  });

  it('is not gone by an incident that is over', () => {
    refusedWhenOver(acknowledge);
    refusedWhenOver(mitigate);
    refusedWhenOver(resolve);
  });
});

describe('what was mitigated before anybody acknowledged it', () => {
  const mitigatedAtOnce = after(aDeclaredIncident, mitigate);
  const takesItUp = [
    acknowledge,
    { type: 'AssignRole', data: { role: 'INCIDENT_COMMANDER', person: 'bela' } },
    { type: 'StartMitigation', data: { kind: 'CODE_FIX', description: 'Close the connections' } },
  ] as const satisfies IncidentCommand[];

  it.each(takesItUp.map((command) => [command.type, command] as const))(
    'can be acknowledged all the same by %s, and stays mitigated',
    (_, command) => {
      const taken = after(mitigatedAtOnce, command);
      expect(stateAfter(taken)).toMatchObject({
        status: 'MITIGATED',
        milestones: { MITIGATED: [minute(1)], ACKNOWLEDGED: [minute(2)] },
        lateAcknowledgement: null,
      });
      given(taken).when(acknowledge).changesNothing();
      given(taken).when(reopen).leaves({ status: 'ACKNOWLEDGED' });
    },
  );

  it('is acknowledged as of when that was, where it is said later', () => {
    given(later(mitigatedAtOnce, 30))
      .when(acknowledge, { at: minute(1) })
      .leaves({ milestones: { ACKNOWLEDGED: [minute(1)] }, missedAcknowledgement: null });
  });

  it('is not acknowledged by those who come once it is resolved', () => {
    given(after(mitigatedAtOnce, resolve))
      .when(takesItUp[1])
      .then([{ type: 'RoleAssigned', data: takesItUp[1].data }]);
  });
});

describe('reopening', () => {
  it.each([
    ['a mitigated', aMitigatedIncident],
    ['a resolved', aResolvedIncident],
    ['a closed', aClosedIncident],
  ])('puts %s incident back to work', (_, incident) => {
    given(incident)
      .when(reopen)
      .then([{ type: 'IncidentReopened', data: reopen.data }]);
    given(incident).when(reopen).leaves({ status: 'ACKNOWLEDGED', resolution: null, reopens: 1 });
  });

  it('waits for an acknowledgement where nobody ever acknowledged', () => {
    given(after([], declare, resolve))
      .when(reopen)
      .leaves({ status: 'DECLARED' });
  });

  it('keeps each time that a milestone was reached', () => {
    given(aReopenedIncident)
      .when(resolve)
      .leaves({
        milestones: { RESOLVED: [minute(3), minute(aReopenedIncident.length)], ACKNOWLEDGED: [minute(1)] },
      });
  });

  it('changes nothing on an incident that is at work', () => {
    given(aDeclaredIncident).when(reopen).changesNothing();
    given(aReopenedIncident).when(reopen).changesNothing();
  });

  it('is refused for a cancelled incident', () => {
    given(aCancelledIncident).when(reopen).refuses('INCIDENT_CANCELLED');
  });
});

describe('closing', () => {
  it.each([
    ['a declared', aDeclaredIncident],
    ['an acknowledged', anAcknowledgedIncident],
    ['a mitigated', aMitigatedIncident],
    ['a reopened', aReopenedIncident],
  ])('is refused for %s incident, which must be resolved first', (_, incident) => {
    given(incident)
      .when(close)
      .refuses('INCIDENT_NOT_RESOLVED', /resolveIncident/);
  });

  it('is refused for a cancelled incident', () => {
    given(aCancelledIncident).when(close).refuses('INCIDENT_CANCELLED');
  });
});

describe('cancelling', () => {
  it.each([
    ['a declared', aDeclaredIncident],
    ['a mitigated', aMitigatedIncident],
    ['a resolved', aResolvedIncident],
  ])('ends %s incident with a reason', (_, incident) => {
    given(incident)
      .when(cancel)
      .leaves({ status: 'CANCELLED', cancellationReason: 'A load test set off the alarm' });
  });

  it('changes nothing the second time', () => {
    given(aCancelledIncident).when(cancel).changesNothing();
  });

  it('is refused for a closed incident', () => {
    given(aClosedIncident).when(cancel).refuses('INCIDENT_CLOSED');
  });
});

it('points from a merged incident to its target', () => {
  const merged = { status: 'MERGED' } as const;
  expect(() => {
    mustNotBeVoid(merged);
  }).toThrow('The incident was merged into another. Work on that one.');
});

it('is told in the words of those who did it', () => {
  expect(wordsOf(after(aReopenedIncident, cancel)).slice(1)).toEqual([
    'Acknowledged',
    'Mitigated: EU traffic moved to us-east',
    'Resolved: Rolled back 8f3c1d',
    'Postmortem due 2026-03-04 09:03 UTC: P1 requires one within 2 working days',
    'Reopened: The errors are back',
    'Cancelled: A load test set off the alarm',
  ]);
  const summed = { type: 'CloseIncident', data: { summary: 'Nothing is left to do' } } as const;
  expect(wordsOf(aClosedIncident).at(-1)).toBe('Closed');
  expect(wordsOf(after(aResolvedIncident, summed)).at(-1)).toBe('Closed: Nothing is left to do');
});
