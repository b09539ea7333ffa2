import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { InvalidPosition } from '../errors.js';
import { fromPosition, toPosition } from './positions.js';

const MAX = 2n ** 63n - 1n;
const anyPosition = fc
  .tuple(fc.bigInt(0n, MAX), fc.bigInt(0n, MAX))
  .map(([one, other]) => (one > other ? { commit: one, prepare: other } : { commit: other, prepare: one }));

describe('Positions', () => {
  it('come back as they were', () => {
    fc.assert(
      fc.property(anyPosition, (position) => {
        expect(fromPosition(toPosition(position))).toEqual(position);
      }),
    );
  });

  it('are in the order of the log as strings', () => {
    fc.assert(
      fc.property(anyPosition, anyPosition, (one, other) => {
        const earlier =
          one.commit < other.commit || (one.commit === other.commit && one.prepare < other.prepare);
        expect(toPosition(one) < toPosition(other)).toBe(earlier);
      }),
    );
  });

  it.each([
    ['nothing', ''],
    ['a number', '12'],
    ['one of the other engine', '0000000000000012'],
    ['a prepare that comes after its commit', toPosition({ commit: 1n, prepare: 2n })],
    ['a number that the server cannot have', toPosition({ commit: MAX + 1n, prepare: 0n })],
    ['digits of another script', `${'９'.repeat(19)}-${'９'.repeat(19)}`],
    ['a line break at the end', `${toPosition({ commit: 1n, prepare: 1n })}\n`],
  ])('are not made of %s', (_, text) => {
    expect(() => fromPosition(text)).toThrow(InvalidPosition);
  });
});
