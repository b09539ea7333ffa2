import { describe, expect, it } from '@jest/globals';
import type { IncidentFacts } from './facts.js';
import { asking } from './testing/asking.js';
import { hour, incident, resolved } from './testing/facts.js';

const discipline = asking('updateDiscipline');

/** A promise that was made at one hour for another, and kept at a third, or not. */
const promise = (
  made: number,
  due: number,
  kept: number | null = null,
): IncidentFacts['promises'][number] => ({
  updateId: `at ${made}`,
  audience: 'INTERNAL',
  promisedAt: hour(made),
  dueAt: hour(due),
  keptAt: kept === null ? null : hour(kept),
});
const open = (...promises: IncidentFacts['promises']) => incident({ promises });
const excludedOf = (one: IncidentFacts) => discipline([one]).contributions[0]?.excluded;

describe('update discipline', () => {
  it('is the share of promises that were kept in time', () => {
    // At 3 h, in time; at 6 h to the very instant; at 9 h, an hour late; not by 12 h, though it is 100 h: 2 / 4.
    const incidents = [open(promise(2, 4, 3), promise(3, 6, 6), promise(6, 8, 9), promise(9, 12))];
    expect(discipline(incidents)).toMatchObject({
      value: 1 / 2,
      numerator: 2,
      denominator: 4,
      excluded: [],
      rule: 'update-discipline/1',
    });
    expect(discipline(incidents).contributions.map(({ kept }) => kept)).toEqual([true, true, false, false]);
  });

  it('is null where nothing was promised', () => {
    expect(discipline([open()])).toMatchObject({ value: null, denominator: 0, contributions: [] });
  });

  it('waits for what is not due yet, also at the very instant', () => {
    expect(excludedOf(open(promise(99, 101)))).toBe('PENDING');
    expect(excludedOf(open(promise(99, 100)))).toBe('PENDING');
    expect(excludedOf(open(promise(98, 99)))).toBeNull();
  });

  it('leaves out what fell due after the resolve, unless it was kept', () => {
    const ended = (...promises: IncidentFacts['promises']) => resolved('a', 0, 10, { promises });
    expect(excludedOf(ended(promise(9, 11)))).toBe('MOOT');
    expect(excludedOf(ended(promise(9, 11, 12)))).toBe('MOOT');
    expect(excludedOf(ended(promise(9, 10)))).toBe('MOOT');
    expect(excludedOf(ended(promise(9, 11, 10.5)))).toBeNull();
    expect(excludedOf(ended(promise(8, 9)))).toBeNull();
    expect(excludedOf(ended(promise(11, 12)))).toBe('MOOT');
  });

  it('counts what was promised after a reopening', () => {
    const reopened = incident({
      status: 'ACKNOWLEDGED',
      milestones: { DECLARED: [hour(0)], RESOLVED: [hour(10)] },
      promises: [promise(9, 11), promise(20, 21, 23)],
    });
    expect(discipline([reopened])).toMatchObject({
      value: 0,
      denominator: 1,
      excluded: [{ reason: 'MOOT', count: 1 }],
    });
  });

  it('takes in what falls due in the window', () => {
    const incidents = [open(...[9.5, 10, 19.5, 20].map((due) => promise(1, due, 9)))];
    const window = { from: hour(10), to: hour(20) };
    expect(discipline(incidents, { window })).toMatchObject({ denominator: 2 });
  });

  it('leaves drills out, and what cancelled or merged incidents left open, also where these are asked for', () => {
    const [kept, broken] = [promise(1, 3, 2), promise(2, 4)];
    const incidents = [
      incident({ id: 'drill', drill: true, promises: [broken] }),
      incident({ id: 'cancelled', status: 'CANCELLED', promises: [kept, broken] }),
    ];
    expect(discipline(incidents)).toMatchObject({
      value: null,
      excluded: [
        { reason: 'DRILL', count: 1 },
        { reason: 'CANCELLED', count: 2 },
      ],
    });
    expect(discipline(incidents, { filter: { include: ['CANCELLED'] } })).toMatchObject({
      value: 1,
      excluded: [
        { reason: 'DRILL', count: 1 },
        { reason: 'MOOT', count: 1 },
      ],
    });
  });
});
