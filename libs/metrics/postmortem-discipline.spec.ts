import { describe, expect, it } from '@jest/globals';
import type { IncidentFacts } from './facts.js';
import { asking } from './testing/asking.js';
import { hour, incident } from './testing/facts.js';

const discipline = asking('postmortemDiscipline');

/** A closed incident whose postmortem was due at one hour and published at others, or not. */
const owing = (due: number, published: readonly number[], known: Partial<IncidentFacts> = {}) =>
  incident({
    id: `due ${due}`,
    status: 'CLOSED',
    milestones: {
      DECLARED: [hour(0)],
      RESOLVED: [hour(1)],
      ...(published.length > 0 && { POSTMORTEM_PUBLISHED: published.map(hour) }),
    },
    postmortem: { dueAt: hour(due), firstDueAt: hour(due), waived: false },
    ...known,
  });
const excludedOf = (one: IncidentFacts) => discipline([one]).contributions[0]?.excluded;

describe('postmortem discipline', () => {
  it('is the share of required postmortems that were first published in time', () => {
    // Due at 10 h and published then; revised later, which does not matter; an hour late; not at all: 2 / 4.
    const incidents = [owing(10, [10]), owing(20, [15, 30]), owing(30, [31]), owing(40, [])];
    expect(discipline(incidents)).toMatchObject({
      value: 1 / 2,
      numerator: 2,
      denominator: 4,
      excluded: [],
      rule: 'postmortem-discipline/1',
    });
    expect(discipline(incidents).contributions.map(({ inTime }) => inTime)).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });

  it('is not about incidents that require none, and null where none does', () => {
    expect(discipline([owing(10, [5], { postmortem: null })])).toMatchObject({
      value: null,
      contributions: [],
    });
  });

  it('holds to the due time as it was moved, and shows the first', () => {
    const moved = owing(40, [35], {
      postmortem: { dueAt: hour(40), firstDueAt: hour(30), waived: false },
    });
    expect(discipline([moved])).toMatchObject({
      value: 1,
      contributions: [{ dueAt: hour(40), firstDueAt: hour(30), publishedAt: hour(35), inTime: true }],
    });
  });

  it('leaves out what was waived, is not due yet, or is worked on again', () => {
    expect(
      excludedOf(owing(10, [], { postmortem: { dueAt: hour(10), firstDueAt: hour(10), waived: true } })),
    ).toBe('WAIVED');
    expect(excludedOf(owing(101, []))).toBe('PENDING');
    expect(excludedOf(owing(100, []))).toBe('PENDING');
    expect(excludedOf(owing(10, [], { status: 'ACKNOWLEDGED' }))).toBe('PENDING');
    expect(excludedOf(owing(101, [50]))).toBeNull();
  });

  it('leaves drills out, and what cancelled or merged incidents no longer owe, also where these are asked for', () => {
    expect(excludedOf(owing(10, [], { drill: true }))).toBe('DRILL');
    const merged = owing(10, [], { status: 'MERGED' });
    expect(excludedOf(merged)).toBe('MERGED');
    expect(discipline([merged], { filter: { include: ['MERGED'] } })).toMatchObject({
      value: null,
      excluded: [{ reason: 'MOOT', count: 1 }],
    });
  });

  it('takes in what falls due in the window', () => {
    const window = { from: hour(10), to: hour(20) };
    const incidents = [9.5, 10, 19.5, 20].map((due) => owing(due, [5]));
    expect(discipline(incidents, { window })).toMatchObject({ denominator: 2 });
  });
});
