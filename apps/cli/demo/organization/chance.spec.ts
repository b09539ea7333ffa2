import { describe, expect, it } from '@jest/globals';
import { Chance } from './chance.js';

const draws = (chance: Chance) => Array.from({ length: 20 }, () => chance.between(1, 1_000));

describe('chance', () => {
  it('comes out the same for the same name, and otherwise for another', () => {
    expect(draws(new Chance('a'))).toEqual(draws(new Chance('a')));
    expect(draws(new Chance('a'))).not.toEqual(draws(new Chance('b')));
  });

  it('of a part does not depend on what else was drawn', () => {
    const whole = new Chance('a');
    draws(whole);
    expect(draws(whole.of('part'))).toEqual(draws(new Chance('a').of('part')));
  });

  it('keeps all of what it shuffles', () => {
    const all = [1, 2, 3, 4, 5, 6, 7, 8];
    const shuffled = new Chance('a').shuffled(all);
    expect(shuffled).not.toEqual(all);
    expect(shuffled.toSorted()).toEqual(all);
  });

  it('lies around a median, a half on each side', () => {
    const chance = new Chance('a');
    const below = Array.from({ length: 1_000 }, () => chance.around(10)).filter((one) => one < 10).length;
    expect(below).toBeGreaterThan(440);
    expect(below).toBeLessThan(560);
  });

  it('has nothing to pick from nothing', () => {
    expect(() => new Chance('a').pick([])).toThrow('Nothing to pick from');
  });
});
