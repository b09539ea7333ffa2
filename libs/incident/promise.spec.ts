import { describe, expect, it } from '@jest/globals';
import { type Story, amina, minute } from '#decider/testing';
import type { IncidentCommand } from './incident.js';
import { nextDeadline } from './next-deadline.js';
import { type Audience, isUpdateOverdue, promisesOf } from './promise.js';
import {
  aDeclaredIncident,
  aResolvedIncident,
  after,
  anAcknowledgedIncident,
  cancel,
  close,
  continued,
  given,
  reopen,
  resolve,
  stateAfter,
} from './testing/situations.js';

const publish = (
  audience: Audience,
  rest: Partial<Extract<IncidentCommand, { type: 'PublishUpdate' }>['data']> = {},
) => ({ type: 'PublishUpdate', data: { audience, body: 'We are on it.', ...rest } }) as const;

const anUpdatedIncident = after(anAcknowledgedIncident, publish('INTERNAL'));
/** The story with so many notes more: each takes a minute. */
const later = (story: Story, minutes: number): Story =>
  after(
    story,
    ...Array.from(
      { length: minutes },
      () => ({ type: 'RecordNote', data: { kind: 'ACTION', body: 'On it' } }) as const,
    ),
  );
const nextDeadlineOf = (story: Story) => {
  const incident = stateAfter(story);
  return incident && nextDeadline(incident)?.dueAt;
};
const anIncidentUnderAminasCommand = after(aDeclaredIncident, {
  type: 'AssignRole',
  data: { role: 'INCIDENT_COMMANDER', person: amina.id },
});

describe('the promise of an update', () => {
  it.each([
    ['P0', 30],
    ['P1', 60],
    ['P2', 8 * 60],
    ['P3', 24 * 60],
  ] as const)('promises the next for a %s after %i minutes unless told otherwise', (to, minutes) => {
    const incident = after(anAcknowledgedIncident, {
      type: 'ChangeSeverity',
      data: { to, reason: 'Orders were counted' },
    });
    given(incident)
      .when(publish('INTERNAL'))
      .leaves({ nextUpdateDueAt: minute(incident.length + minutes) });
  });

  it('counts the default from when it was published, not from when that was recorded', () => {
    given(anAcknowledgedIncident)
      .when(publish('INTERNAL'), { at: minute(-100) })
      .leaves({ nextUpdateDueAt: minute(-40) });
  });

  it('promises nothing as the last', () => {
    given(anUpdatedIncident)
      .when(publish('INTERNAL', { last: true }))
      .leaves({ nextUpdateDueAt: null });
  });

  it('promises nothing by default on a resolved incident', () => {
    given(aResolvedIncident).when(publish('INTERNAL')).leaves({ nextUpdateDueAt: null });
  });

  it('cannot be the last and promise a next', () => {
    given(anAcknowledgedIncident)
      .when(publish('INTERNAL', { last: true, nextUpdateDueAt: minute(20) }))
      .refuses('LAST_UPDATE_HAS_NO_NEXT');
  });

  it.each([minute(2), minute(1), 'tomorrow'])('cannot promise the next for %s, which is not later', (due) => {
    given(anAcknowledgedIncident)
      .when(publish('INTERNAL', { nextUpdateDueAt: due }))
      .refuses('NEXT_UPDATE_NOT_LATER');
  });
});

describe('the promise that stands', () => {
  const promised = (audience: Audience, due: number) => publish(audience, { nextUpdateDueAt: minute(due) });

  it('is that of the latest update', () => {
    given(after(anAcknowledgedIncident, promised('INTERNAL', 20)))
      .when(promised('INTERNAL', 50))
      .leaves({ nextUpdateDueAt: minute(50) });
  });

  it('is kept by an update for a wider audience', () => {
    given(after(anIncidentUnderAminasCommand, promised('INTERNAL', 20)))
      .when(promised('PUBLIC', 50))
      .leaves({ nextUpdateDueAt: minute(50) });
  });

  it('is not kept by an update for a narrower one', () => {
    given(after(anIncidentUnderAminasCommand, promised('PUBLIC', 20)))
      .when(promised('INTERNAL', 50))
      .leaves({ nextUpdateDueAt: minute(20) });
  });
});

describe('an update that is entered late', () => {
  const twenty = publish('INTERNAL', { nextUpdateDueAt: minute(20) });
  const promised = continued(anAcknowledgedIncident, twenty, { at: minute(2) });

  it('leaves standing what was promised after it', () => {
    for (const late of [publish('INTERNAL'), publish('INTERNAL', { last: true })])
      given(promised)
        .when(late, { at: minute(1) })
        .leaves({ nextUpdateDueAt: minute(20) });
  });

  it('is the first where it was published before the others', () => {
    const firstUpdate = (at: number) =>
      stateAfter(continued(promised, publish('INTERNAL'), { at: minute(at) }))?.milestones.FIRST_UPDATE;
    expect(firstUpdate(1)).toEqual([minute(1)]);
    expect(firstUpdate(3)).toEqual([minute(2)]);
  });
});

describe('an overdue update', () => {
  const promised = publish('INTERNAL', { nextUpdateDueAt: minute(20) });
  const overdueIn = (story: Story, time: string) => {
    const incident = stateAfter(story);
    return incident && isUpdateOverdue(incident, time);
  };
  const overdueAt = (time: string, ...commands: IncidentCommand[]) =>
    overdueIn(after(anAcknowledgedIncident, promised, ...commands), time);
  const overdueLater = (...commands: IncidentCommand[]) => overdueAt(minute(21), ...commands);

  it('is one whose time has passed', () => {
    expect(overdueAt(minute(20))).toBe(false);
    expect(overdueAt(minute(21))).toBe(true);
  });

  it('is none where nothing was ever promised', () => {
    const declared = stateAfter(aDeclaredIncident);
    expect(declared && isUpdateOverdue(declared, minute(10_000))).toBe(false);
  });

  it('is none once the incident is resolved, closed or cancelled, or the last update was published', () => {
    expect(overdueLater(resolve)).toBe(false);
    expect(overdueLater(resolve, close)).toBe(false);
    expect(overdueLater(cancel)).toBe(false);
    expect(overdueLater(publish('INTERNAL', { last: true }))).toBe(false);
  });

  it('is due anew, by the policy, where its time passed while the incident was over', () => {
    const over = later(after(anAcknowledgedIncident, promised, resolve), 30);
    const reopened = after(over, reopen);
    const due = over.length + 60;
    expect(stateAfter(reopened)?.nextUpdateDueAt).toBe(minute(due));
    expect([overdueIn(reopened, minute(due)), overdueIn(reopened, minute(due + 1))]).toEqual([false, true]);
    const lowered = after(reopened, { type: 'ChangeSeverity', data: { to: 'P3', reason: 'Few suffer' } });
    expect(nextDeadlineOf(lowered)).toBe(minute(due));
    expect(stateAfter(after(reopened, publish('INTERNAL', { last: true })))?.nextUpdateDueAt).toBeNull();
  });

  it('is due as promised where that is still to come at the reopening, or nothing was over', () => {
    const soon = after(anAcknowledgedIncident, promised, resolve, reopen);
    expect(stateAfter(soon)?.nextUpdateDueAt).toBe(minute(20));
    const mitigated = after(anAcknowledgedIncident, promised, {
      type: 'MitigateIncident',
      data: { summary: 'Moved' },
    });
    expect(stateAfter(after(later(mitigated, 30), reopen))?.nextUpdateDueAt).toBe(minute(20));
  });

  it('to another audience stays due anew after an update that does not reach it', () => {
    const told = publish('STAKEHOLDERS', { nextUpdateDueAt: minute(20) });
    const over = later(after(anAcknowledgedIncident, told, resolve), 30);
    const updated = after(over, reopen, publish('INTERNAL', { nextUpdateDueAt: minute(500) }));
    expect(stateAfter(updated)?.nextUpdateDueAt).toBe(minute(over.length + 60));
  });
});

describe('what updates promised', () => {
  const update = (id: string, audience: Audience, published: number, due: number | null) => ({
    id,
    audience,
    publishedAt: minute(published),
    nextUpdateDueAt: due === null ? null : minute(due),
  });
  const keptAt = (...updates: Parameters<typeof promisesOf>[0]) =>
    promisesOf(updates).map((promise) => [promise.updateId, promise.keptAt]);

  it('is listed with when it was made and is due', () => {
    expect(promisesOf([update('a', 'PUBLIC', 1, 31)])).toEqual([
      { updateId: 'a', audience: 'PUBLIC', promisedAt: minute(1), dueAt: minute(31), keptAt: null },
    ]);
  });

  it('is kept by the next update that reaches all to whom it was made', () => {
    const updates = [
      update('a', 'STAKEHOLDERS', 0, 30),
      update('b', 'INTERNAL', 10, 40),
      update('c', 'PUBLIC', 20, 50),
      update('d', 'STAKEHOLDERS', 25, null),
    ];
    expect(keptAt(...updates)).toEqual([
      ['a', minute(20)],
      ['b', minute(20)],
      ['c', null],
    ]);
  });

  it('is kept by what was published next, also where that was entered last', () => {
    const updates = [
      update('a', 'INTERNAL', 0, 30),
      update('b', 'INTERNAL', 40, null),
      update('late', 'INTERNAL', 20, 50),
    ];
    expect(keptAt(...updates)).toEqual([
      ['a', minute(20)],
      ['late', minute(40)],
    ]);
  });

  it('is not kept by what was published before it was promised', () => {
    expect(keptAt(update('a', 'INTERNAL', 10, 40), update('late', 'INTERNAL', 5, null))).toEqual([
      ['a', null],
    ]);
  });
});
