import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { plusWorkingDays } from './working-days.js';

describe('so many working days later', () => {
  it.each([
    ['Monday to Wednesday', '2026-03-02T09:30:00.000Z', 2, '2026-03-04T09:30:00.000Z'],
    ['Thursday over the weekend to Monday', '2026-03-05T09:30:00.000Z', 2, '2026-03-09T09:30:00.000Z'],
    ['Friday over the weekend to Tuesday', '2026-03-06T15:00:00.000Z', 2, '2026-03-10T15:00:00.000Z'],
    ['Saturday, which counts from Monday on', '2026-03-07T15:00:00.000Z', 2, '2026-03-11T00:00:00.000Z'],
    ['Sunday, which counts from Monday on', '2026-03-08T23:59:59.999Z', 1, '2026-03-10T00:00:00.000Z'],
    ['over two weekends', '2026-03-06T15:00:00.000Z', 7, '2026-03-17T15:00:00.000Z'],
    ['at once, with none', '2026-03-06T15:00:00.000Z', 0, '2026-03-06T15:00:00.000Z'],
    ['on the next Monday, with none on a weekend', '2026-03-07T15:00:00.000Z', 0, '2026-03-09T00:00:00.000Z'],
    ['in a weekend before 1970', '1969-12-27T15:00:00.000Z', 1, '1969-12-30T00:00:00.000Z'],
    ['in another month', '2026-02-27T08:00:00.000Z', 1, '2026-03-02T08:00:00.000Z'],
  ])('is %s', (_, time, days, later) => {
    expect(plusWorkingDays(time, days)).toBe(later);
  });

  const time = fc
    .integer({ min: 0, max: 400 * 24 * 60 })
    .map((minutes) => new Date(minutes * 60_000).toISOString());
  const days = fc.nat({ max: 30 });

  it('is never on a weekend, and never earlier for what begins later', () => {
    fc.assert(
      fc.property(time, time, days, (one, other, count) => {
        const [due, otherDue] = [plusWorkingDays(one, count), plusWorkingDays(other, count)];
        expect([0, 6]).not.toContain(new Date(due).getUTCDay());
        if (one <= other) expect(due <= otherDue).toBe(true);
      }),
    );
  });
});
