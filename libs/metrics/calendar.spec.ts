import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Interval, intervals, isTimeZone, stretches } from './calendar.js';

const cut = (from: string, to: string, interval: Interval, zone: string) => [
  ...stretches({ from: `${from}Z`, to: `${to}Z` }, interval, zone),
];
const hoursOf = (all: readonly { readonly from: string; readonly to: string }[]) =>
  all.map(({ from, to }) => (Date.parse(to) - Date.parse(from)) / 3_600_000);

describe('The days of a week', () => {
  it('begin at midnight where the time zone is', () => {
    const [first, second] = cut('2026-01-05T00:00:00', '2026-01-07T00:00:00', 'DAY', 'Asia/Kolkata');
    // Midnight in India is 18:30 UTC of the day before; the window begins within a day.
    expect(first).toEqual({ from: '2026-01-05T00:00:00.000Z', to: '2026-01-05T18:30:00.000Z' });
    expect(second).toEqual({ from: '2026-01-05T18:30:00.000Z', to: '2026-01-06T18:30:00.000Z' });
  });

  it('have 23 hours where clocks go forward, and 25 where they go back', () => {
    // Germany: 29 March and 25 October 2026, both Sundays.
    const spring = cut('2026-03-22T23:00:00', '2026-03-29T22:00:00', 'DAY', 'Europe/Berlin');
    expect(hoursOf(spring)).toEqual([24, 24, 24, 24, 24, 24, 23]);
    const autumn = cut('2026-10-18T22:00:00', '2026-10-25T23:00:00', 'DAY', 'Europe/Berlin');
    expect(hoursOf(autumn)).toEqual([24, 24, 24, 24, 24, 24, 25]);
  });

  it('begin later where there is no midnight', () => {
    // Brazil put clocks forward at midnight: 4 November 2018 began at 01:00.
    const days = cut('2018-11-03T03:00:00', '2018-11-06T02:00:00', 'DAY', 'America/Sao_Paulo');
    expect(days.map(({ from }) => from)).toEqual([
      '2018-11-03T03:00:00.000Z',
      '2018-11-04T03:00:00.000Z',
      '2018-11-05T02:00:00.000Z',
    ]);
  });

  it('leave out one that a country skipped', () => {
    // Samoa went from Thursday 29 to Saturday 31 December 2011.
    const days = cut('2011-12-29T10:00:00', '2011-12-31T10:00:00', 'DAY', 'Pacific/Apia');
    expect(hoursOf(days)).toEqual([24, 24]);
  });
});

describe('Hours', () => {
  it('come twice where clocks go back, and not at all where they go forward', () => {
    expect(cut('2026-10-24T22:00:00', '2026-10-25T23:00:00', 'HOUR', 'Europe/Berlin')).toHaveLength(25);
    expect(cut('2026-03-28T23:00:00', '2026-03-29T22:00:00', 'HOUR', 'Europe/Berlin')).toHaveLength(23);
  });

  it('begin at half past in UTC where the time zone is half an hour apart', () => {
    const [, second] = cut('2026-01-05T00:00:00', '2026-01-05T03:00:00', 'HOUR', 'Asia/Kolkata');
    expect(second).toEqual({ from: '2026-01-05T00:30:00.000Z', to: '2026-01-05T01:30:00.000Z' });
  });

  it('last longer or shorter where clocks move by half an hour', () => {
    // Lord Howe Island: back from 02:00 to 01:30 on 5 April, forward from 02:00 to 02:30 on 4 October 2026.
    const autumn = cut('2026-04-04T13:00:00', '2026-04-04T17:30:00', 'HOUR', 'Australia/Lord_Howe');
    expect(hoursOf(autumn)).toEqual([1, 1.5, 1, 1]);
    const spring = cut('2026-10-03T14:30:00', '2026-10-03T17:00:00', 'HOUR', 'Australia/Lord_Howe');
    expect(hoursOf(spring)).toEqual([1, 0.5, 1]);
  });
});

it('Weeks begin on Monday, as ISO 8601 has it, also across the years', () => {
  const weeks = cut('2025-12-25T00:00:00', '2026-01-13T00:00:00', 'WEEK', 'UTC');
  expect(weeks.map(({ from }) => from.slice(0, 10))).toEqual([
    '2025-12-25',
    '2025-12-29',
    '2026-01-05',
    '2026-01-12',
  ]);
  // The week that ends with the Sunday on which clocks go forward has 167 hours.
  expect(hoursOf(cut('2026-03-22T23:00:00', '2026-03-29T22:00:00', 'WEEK', 'Europe/Berlin'))).toEqual([167]);
});

it('Months have the days that they have', () => {
  const months = cut('2028-01-01T05:00:00', '2028-05-01T04:00:00', 'MONTH', 'America/New_York');
  // January, February of a leap year, March (clocks go forward), April.
  expect(hoursOf(months)).toEqual([31 * 24, 29 * 24, 31 * 24 - 1, 30 * 24]);
});

it('The stretches of a window are the whole window, without a gap or an empty one', () => {
  const zones = ['UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe'];
  const hours = { HOUR: 1, DAY: 24, WEEK: 168, MONTH: 744 };
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 2 ** 32 }),
      fc.integer({ min: 0, max: 30 }),
      fc.constantFrom(...intervals),
      fc.constantFrom(...zones),
      (start, length, interval, zone) => {
        const from = new Date(start * 1000 + 123).toISOString();
        const to = new Date(Date.parse(from) + length * hours[interval] * 3_600_000).toISOString();
        const all = [...stretches({ from, to }, interval, zone)];
        const edges = [from, ...all.map((one) => one.to)];
        expect(all.map((one) => one.from)).toEqual(length === 0 ? [] : edges.slice(0, -1));
        expect(edges.at(-1)).toBe(to);
        for (const length of hoursOf(all)) expect(length).toBeGreaterThan(0);
      },
    ),
  );
});

it('A time zone is one that the IANA database names', () => {
  expect(['UTC', 'Europe/Berlin', 'America/Argentina/Ushuaia'].every(isTimeZone)).toBe(true);
  expect(['', 'Mars/Olympus', 'Berlin', '2026-01-01T00:00[Europe/Berlin]'].some(isTimeZone)).toBe(false);
});
