import type { Dice } from './dice.js';

const persons = ['amina@example.com', 'bela@example.com', 'carla@example.com'];
const sentences = ['Checkout fails in EU', 'Rolled back 8f3c1d', 'Norway still fails', 'Orders are lost'];
const slugs = ['checkout', 'search', 'payments', 'eu-west-1'];

/** Kinds of text that a rule of the API may ask for, which GraphQL does not tell; the likeliest first. */
export const texts: readonly ((dice: Dice) => string)[] = [
  (dice) => dice.one([...sentences, ...persons]),
  (dice) => dice.one(slugs),
  (dice) => `https://example.com/${dice.one(slugs)}/${dice.from(1, 99)}`,
  (dice) => dice.one(persons),
  (dice) => `2026-03-${dice.from(10, 28)}`,
];

/** Kinds of numbers, likewise. */
export const numbers: readonly ((dice: Dice) => number)[] = [
  (dice) => dice.from(1, 4),
  (dice) => dice.from(60, 7200),
  (dice) => dice.from(90, 99) + 0.5,
  (dice) => dice.from(1, 9) / 10,
  () => 0,
];

/** Text that has broken programs before. */
const oddTexts = [
  '',
  ' ',
  '\t\n',
  'two\nlines',
  '\u0000',
  '\u202eright to left',
  '🧯👩🏽‍🚒 Zażółć gęślą jaźń 日本語',
  'e\u0301\u0323'.repeat(20),
  '\ud800 half a character',
  '__proto__',
  'constructor',
  "'; DROP TABLE incidents; --",
  '<script>alert(1)</script> | `x` | # [y](javascript:z)',
  '"quoted" AND NEAR(',
  'x'.repeat(200),
  'ß'.repeat(9_999),
  'x'.repeat(10_001),
];

export const oddText = (dice: Dice): string => dice.one(oddTexts);

export const oddNumber = (dice: Dice): number =>
  dice.one([-1, 0, 0.1, 2 ** 31 - 1, -(2 ** 31), 2 ** 53, 1e308, 1_000_000]);

const minute = 60_000;

const oddTimes = [
  '1970-01-01T00:00:00Z',
  '0001-01-01T00:00:00.000Z',
  '0000-01-01T00:00:00+14:00',
  '9999-12-31T23:59:59.999Z',
  '9999-12-31T23:59:59-12:00',
  '2024-02-29T23:59:60Z',
  '2024-03-05t10:00:00.123456789+05:45',
  '2023-02-30T10:00:00Z',
  'yesterday',
];

/** Mostly within some days of now; `ahead` is how likely it is to come. */
export function time(dice: Dice, ahead: number): string {
  if (dice.maybe(0.06)) return dice.one(oddTimes);
  const away = dice.from(1, 3 * 24 * 60) * minute;
  return new Date(Date.now() + (dice.maybe(ahead) ? away : -away)).toISOString();
}

export const json = (dice: Dice): unknown =>
  dice.maybe(0.7)
    ? { severity: 'page', instance: 'a:9090' }
    : dice.one<unknown>([
        {},
        // Unlike a literal, this makes an own field of that name.
        JSON.parse('{"__proto__": {"polluted": true}, "constructor": 1}'),
        [1, 'two', { three: null }],
        'text',
        7,
      ]);
