import { describe, expect, it } from '@jest/globals';
import { given } from './given.js';

describe('the fields that were given', () => {
  it('are those that have a value, be it an empty one', () => {
    const fields = { from: 'amina', to: null, reason: undefined, note: '', count: 0, last: false };
    expect(Object.entries(given(fields))).toEqual([
      ['from', 'amina'],
      ['note', ''],
      ['count', 0],
      ['last', false],
    ]);
  });

  it('may be none', () => {
    expect(Object.keys(given({ from: null }))).toEqual([]);
  });
});
