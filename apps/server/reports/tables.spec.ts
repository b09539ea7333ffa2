import { describe, expect, it } from '@jest/globals';
import { cellOf } from './tables.js';

describe('a cell of a report', () => {
  it('holds a number, a truth, a text or nothing as it is', () => {
    for (const value of [1.5, -2, true, 'INC-1', null]) expect(cellOf(value)).toBe(value);
    expect(cellOf(undefined)).toBeNull();
  });

  it('names incidents by their references, with what is to be said of each', () => {
    const blaming = [
      { incidentId: 'a', reference: 'INC-1', basis: 'EXPLICIT', excluded: null },
      { incidentId: 'b', reference: 'INC-2', basis: 'INFERRED', excluded: 'DRILL' },
      { incidentId: 'c', reference: null, basis: 'EXPLICIT', excluded: null },
    ];
    expect(cellOf(blaming)).toBe('INC-1 (EXPLICIT); INC-2 (INFERRED, DRILL); c (EXPLICIT)');
    expect(cellOf([])).toBe('');
    expect(cellOf({ incidentId: 'a', reference: 'INC-1' })).toBe('INC-1');
  });

  it('says that there is an incident where it may not be named', () => {
    expect(cellOf({ incidentId: null, reference: null })).toBe('an incident');
  });
});
