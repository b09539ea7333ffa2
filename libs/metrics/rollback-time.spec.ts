import { describe, expect, it } from '@jest/globals';
import type { RollbackFacts } from './facts.js';
import { asking } from './testing/asking.js';
import { hour, incident, minute } from './testing/facts.js';

const rollbacks = asking('rollbackTime');

/** A rollback that began at one minute and ended at another, or goes on. */
const rollback = (
  id: string,
  started: number,
  ended: number | null,
  status: RollbackFacts['status'] = ended === null ? 'IN_PROGRESS' : 'WORKED',
): RollbackFacts => ({
  id,
  deploymentId: null,
  status,
  startedAt: minute(started),
  endedAt: ended === null ? null : minute(ended),
});
const having = (...all: RollbackFacts[]) => incident({ rollbacks: all });

describe('rollback time', () => {
  it('is from the start of a rollback to when it was seen to work', () => {
    // 2 min, 4 min and 12 min: the median is 4 min, the mean 6 min, and 2 of 3 took less than 5 min.
    const incidents = [having(rollback('a', 0, 2), rollback('b', 10, 14)), having(rollback('c', 0, 12))];
    expect(rollbacks(incidents)).toMatchObject({
      count: 3,
      p50Seconds: 240,
      meanSeconds: 360,
      withinTarget: { value: 2 / 3, numerator: 2, denominator: 3 },
      rule: 'rollback-time/1',
    });
    expect(rollbacks(incidents).contributions.map(({ withinTarget }) => withinTarget)).toEqual([
      true,
      true,
      false,
    ]);
  });

  it('meets the target where it takes less: five minutes are too long', () => {
    expect(rollbacks([having(rollback('a', 0, 5))]).withinTarget).toMatchObject({ value: 0 });
    expect(rollbacks([having(rollback('a', 0, 4.999))]).withinTarget).toMatchObject({ value: 1 });
  });

  it('has the target of the policy that the incident is held to', () => {
    const strict = incident({ id: 'strict', rollbackWithinSeconds: 60, rollbacks: [rollback('b', 0, 4)] });
    const answer = rollbacks([having(rollback('a', 0, 4)), strict]);
    expect(answer.withinTarget).toMatchObject({ value: 1 / 2 });
    expect(answer.contributions.map((one) => [one.targetSeconds, one.withinTarget])).toEqual([
      [300, true],
      [60, false],
    ]);
  });

  it('is null where no rollback worked; those that did not are listed with the reason', () => {
    const tried = having(
      rollback('no effect', 0, 1, 'NO_EFFECT'),
      rollback('worse', 1, 2, 'MADE_WORSE'),
      rollback('given up', 2, 3, 'ABANDONED'),
      rollback('going on', 3, null),
    );
    expect(rollbacks([tried])).toMatchObject({
      count: 0,
      p50Seconds: null,
      withinTarget: { value: null, denominator: 0 },
      excluded: [
        { reason: 'PENDING', count: 1 },
        { reason: 'DID_NOT_WORK', count: 3 },
      ],
    });
  });

  it('that ended before it began is invalid', () => {
    expect(rollbacks([having(rollback('a', 5, 4))])).toMatchObject({
      count: 0,
      excluded: [{ reason: 'INVALID', count: 1 }],
    });
  });

  it('belongs to the window in which it ended; one that goes on, to each in which it did', () => {
    const window = { from: minute(10), to: minute(20) };
    const ending = (...ends: number[]) => having(...ends.map((end) => rollback(`${end}`, 1, end)));
    expect(rollbacks([ending(9, 10, 19, 20)], { window })).toMatchObject({ count: 2 });
    const goingOn = [having(rollback('a', 5, null), rollback('b', 20, null))];
    expect(rollbacks(goingOn, { window })).toMatchObject({ excluded: [{ reason: 'PENDING', count: 1 }] });
    expect(rollbacks(goingOn, { window: { from: hour(101) } })).toMatchObject({ excluded: [] });
  });

  it('of a drill is left out', () => {
    const drill = incident({ drill: true, rollbacks: [rollback('a', 0, 2)] });
    expect(rollbacks([drill])).toMatchObject({ count: 0, excluded: [{ reason: 'DRILL', count: 1 }] });
    expect(rollbacks([drill]).contributions[0]?.withinTarget).toBeNull();
  });
});
