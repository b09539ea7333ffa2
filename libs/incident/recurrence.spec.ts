import { describe, expect, it } from '@jest/globals';
import { type Story, amina, minute, storyId } from '#decider/testing';
import type { IncidentCommand } from './incident.js';
import {
  aCancelledIncident,
  aClosedIncident,
  aDeclaredIncident,
  after,
  declare,
  given,
  stateAfter,
  wordsOf,
} from './testing/situations.js';

const earlier = { incidentId: 'the earlier one', reference: 'INC-3' };
const declaredIn = (at: number, firstSaid = at) => ({ at: minute(at), firstSaid: minute(firstSaid) });
const about = { ...earlier, declared: declaredIn(-100), restricted: false };
const link = (data: Partial<Extract<IncidentCommand, { type: 'LinkRecurrence' }>['data']> = {}) =>
  ({ type: 'LinkRecurrence', data: { ...about, ...data } }) as const;
/** The incident when so many notes more were recorded, one a minute. */
const later = (story: Story, minutes: number): Story =>
  after(
    story,
    ...Array.from(
      { length: minutes },
      () => ({ type: 'RecordNote', data: { kind: 'ACTION', body: 'Retried' } }) as const,
    ),
  );
const unlink = { type: 'UnlinkRecurrence', data: { reason: 'Another pool' } } as const;

const aRecurrence = after(aDeclaredIncident, link());

describe('linking an incident to an earlier one', () => {
  it('says that it repeats that one', () => {
    given(aDeclaredIncident)
      .when(link({ reason: 'The same pool' }))
      .then([{ type: 'RecurrenceLinked', data: { ...earlier, reason: 'The same pool' } }]);
    expect(stateAfter(aRecurrence)?.recurrence).toEqual({
      ...earlier,
      reason: null,
      linkedBy: amina,
      linkedAt: minute(1),
    });
  });

  it('is possible after it was closed, and not once it is void', () => {
    given(aClosedIncident).when(link()).succeeds();
    given(aCancelledIncident).when(link()).refuses('INCIDENT_CANCELLED');
  });

  it('changes nothing where it is linked already', () => {
    given(aRecurrence).when(link()).changesNothing();
    given(aRecurrence)
      .when(link({ restricted: true }))
      .changesNothing();
  });

  it('outlasts a correction by which that one came later, which nobody is refused', () => {
    const at = minute(-200);
    const corrected = after(aRecurrence, {
      type: 'CorrectMilestone',
      data: { milestone: 'DECLARED', at, reason: 'By the chat log' },
    });
    expect(stateAfter(corrected)).toMatchObject({ milestones: { DECLARED: [at] }, recurrence: earlier });
    given(corrected).when(link()).changesNothing();
    given(after(corrected, unlink)).when(link()).refuses('RECURRENCE_NOT_EARLIER');
  });

  it('takes the place of another link', () => {
    given(aRecurrence)
      .when(link({ incidentId: 'another', reference: 'INC-2' }))
      .then([
        { type: 'RecurrenceUnlinked', data: { ...earlier, reason: 'It repeats another incident' } },
        { type: 'RecurrenceLinked', data: { incidentId: 'another', reference: 'INC-2' } },
      ]);
  });

  it.each([
    ['itself', { incidentId: storyId, declared: declaredIn(-1) }],
    ['a later one', { declared: declaredIn(1) }],
    ['one of the same moment', { declared: declaredIn(0) }],
    ['what is earlier only since its declaration was corrected', { declared: declaredIn(-1, 1) }],
    ['what is no longer earlier since then', { declared: declaredIn(1, -1) }],
  ])('is refused for %s, so that there are no circles', (_, data) => {
    given(aDeclaredIncident).when(link(data)).refuses('RECURRENCE_NOT_EARLIER');
  });

  it('is refused for what may repeat it, also where its own declaration was corrected since', () => {
    const at = minute(50);
    const corrected = after(later(aDeclaredIncident, 60), {
      type: 'CorrectMilestone',
      data: { milestone: 'DECLARED', at, reason: 'By the chat log' },
    });
    given(corrected)
      .when(link({ declared: declaredIn(10) }))
      .refuses('RECURRENCE_NOT_EARLIER');
    given(corrected).when(link()).succeeds();
  });

  it('does not tell of a restricted incident those who may not see it', () => {
    given(aDeclaredIncident)
      .when(link({ restricted: true }))
      .refuses('RECURRENCE_RESTRICTED');
    const restricted = after([], { ...declare, data: { ...declare.data, visibility: 'RESTRICTED' } });
    given(restricted)
      .when(link({ restricted: true }))
      .succeeds();
  });
});

describe('unlinking it', () => {
  it('takes the link back with a reason', () => {
    given(aRecurrence)
      .when(unlink)
      .then([{ type: 'RecurrenceUnlinked', data: { ...earlier, reason: 'Another pool' } }]);
    given(aRecurrence).when(unlink).leaves({ recurrence: null });
  });

  it('changes nothing where there is no link', () => {
    given(aDeclaredIncident).when(unlink).changesNothing();
  });
});

it('is told with its reasons', () => {
  expect(wordsOf(after(aDeclaredIncident, link({ reason: 'The same pool' }), unlink)).slice(1)).toEqual([
    'Repeats INC-3: The same pool',
    'Does not repeat INC-3: Another pool',
  ]);
});
