import { describe, expect, it } from '@jest/globals';
import { asking } from './testing/asking.js';
import { hour, incident } from './testing/facts.js';

const recurrences = asking('recurrenceRate');
const earlier = { incidentId: 'earlier', reference: 'INC-1' };
const declared = (id: string, at: number, known: Parameters<typeof incident>[0] = {}) =>
  incident({ id, milestones: { DECLARED: [hour(at)] }, ...known });

describe('recurrence rate', () => {
  it('is the share of incidents that repeat an earlier one', () => {
    const incidents = [declared('a', 1), declared('b', 2, { recurrenceOf: earlier }), declared('c', 3)];
    expect(recurrences(incidents)).toMatchObject({
      value: 1 / 3,
      numerator: 1,
      denominator: 3,
      rule: 'recurrence/1',
    });
    expect(recurrences(incidents).contributions[1]).toEqual({
      incidentId: 'b',
      reference: null,
      declaredAt: hour(2),
      recurrence: true,
      recurrenceOf: earlier,
      excluded: null,
    });
  });

  it('counts a recurrence of an incident that may not be named', () => {
    const nameless = { incidentId: null, reference: null };
    expect(recurrences([declared('a', 1, { recurrenceOf: nameless })])).toMatchObject({ value: 1 });
  });

  it('takes in what was declared in the window, from its first instant to before its last', () => {
    const incidents = [9.999, 10, 19.999, 20].map((at) =>
      declared(`at ${at}`, at, { recurrenceOf: at === 10 ? earlier : null }),
    );
    const window = { from: hour(10), to: hour(20) };
    expect(recurrences(incidents, { window })).toMatchObject({ value: 1 / 2, denominator: 2 });
  });

  it('leaves drills, cancelled and merged incidents out, and lists them', () => {
    const incidents = [
      declared('drill', 1, { drill: true, recurrenceOf: earlier }),
      declared('cancelled', 2, { status: 'CANCELLED' }),
      declared('merged', 3, { status: 'MERGED', recurrenceOf: earlier }),
    ];
    expect(recurrences(incidents)).toMatchObject({
      value: null,
      denominator: 0,
      excluded: [
        { reason: 'DRILL', count: 1 },
        { reason: 'CANCELLED', count: 1 },
        { reason: 'MERGED', count: 1 },
      ],
    });
    expect(recurrences(incidents, { filter: { include: ['MERGED'] } })).toMatchObject({ value: 1 });
  });
});
