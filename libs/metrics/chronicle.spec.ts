import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Chronicle, type Placed } from './chronicle.js';

const anyPlaced: fc.Arbitrary<Placed<object>> = fc
  .record({ from: fc.integer({ min: -5, max: 30 }), length: fc.option(fc.nat({ max: 20 })) })
  .map(({ from, length }) => ({
    row: {},
    from: from === -5 ? -Infinity : from,
    until: length === null ? undefined : from + length,
  }));

it('A stretch of time has what happened in it, and what lasts into it, in the order in which it was given', () => {
  const edge = fc.constantFrom(-Infinity, ...Array.from({ length: 30 }, (_, at) => at), Infinity);
  fc.assert(
    fc.property(fc.array(anyPlaced, { maxLength: 40 }), edge, edge, (placed, from, to) => {
      const expected = placed.filter((one) =>
        one.until === undefined ? from <= one.from && one.from < to : one.from < to && from < one.until,
      );
      const found = new Chronicle(placed).within({ from, to });
      expect(found.map((row) => placed.findIndex((one) => one.row === row))).toEqual(
        expected.map((one) => placed.indexOf(one)),
      );
    }),
  );
});
