import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { impactLevels } from '#incident';
import { type Outage, countOnce } from './downtime.js';

const anyOutage = fc
  .record({
    level: fc.constantFrom(...impactLevels),
    from: fc.integer({ min: 0, max: 30 }),
    length: fc.integer({ min: 1, max: 15 }),
  })
  .map(({ level, from, length }) => ({ level, from, to: from + length }));

/** How many instants there were at which this was the worst, one by one. */
const instantsOf = (level: Outage['level'], outages: readonly Outage[]): number =>
  Array.from({ length: 50 }, (_, at) => outages.filter(({ from, to }) => from <= at && at < to))
    .map((going) => going.map((outage) => outage.level))
    .map((going) =>
      going.includes('MAJOR_OUTAGE') ? 'MAJOR_OUTAGE' : going.find((one) => one === 'PARTIAL_OUTAGE'),
    )
    .filter((worst) => worst === level).length;

describe('outages of one service', () => {
  it('count each instant once, for the worst that went on', () => {
    fc.assert(
      fc.property(fc.array(anyOutage, { maxLength: 12 }), (outages) => {
        const counted = countOnce(outages);
        for (const level of ['MAJOR_OUTAGE', 'PARTIAL_OUTAGE'] as const) {
          const sum = counted.reduce((ms, one) => (one.level === level ? ms + one.countedMs : ms), 0);
          expect(sum).toBe(instantsOf(level, outages));
        }
        for (const { from, to, countedMs } of counted) {
          expect(countedMs).toBeGreaterThanOrEqual(0);
          expect(countedMs).toBeLessThanOrEqual(to - from);
        }
      }),
    );
  });

  it('count for the one that began first', () => {
    const outage = (from: number, to: number): Outage => ({ level: 'PARTIAL_OUTAGE', from, to });
    expect(countOnce([outage(2, 6), outage(0, 4)])).toEqual([
      { ...outage(0, 4), countedMs: 4 },
      { ...outage(2, 6), countedMs: 2 },
    ]);
  });
});
