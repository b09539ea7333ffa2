import { expect, it } from '@jest/globals';
import { figuresOf } from './figures.js';

it('the figures of a number are those of its own, of its ratios, of its parts, and of what it leaves out', () => {
  const number = {
    count: 2,
    value: null,
    definition: 'A number.',
    rule: 'number/1',
    withinTarget: { value: 0.5, numerator: 1, denominator: 2 },
    services: [{ service: 'shop', value: 0.9, metTarget: false }],
    byCause: [
      { causeCategory: 'CAPACITY', count: 1 },
      { causeCategory: null, count: 1 },
    ],
    excluded: [{ reason: 'DRILL', count: 3 }],
  };
  const figures = [...figuresOf(number)].map(({ part, figure, value }) => [part, figure, value]);
  expect(figures).toEqual([
    [null, 'count', 2],
    [null, 'value', null],
    [null, 'withinTarget.value', 0.5],
    [null, 'withinTarget.numerator', 1],
    [null, 'withinTarget.denominator', 2],
    ['shop', 'services.value', 0.9],
    ['shop', 'services.metTarget', false],
    ['CAPACITY', 'byCause.count', 1],
    ['NONE', 'byCause.count', 1],
    [null, 'excluded.DRILL', 3],
  ]);
});
