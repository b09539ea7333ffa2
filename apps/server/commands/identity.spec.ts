import fc from 'fast-check';
import { describe, expect, it } from '@jest/globals';
import { v5 } from 'uuid';
import { derivedId } from './identity.js';

describe('a derived id', () => {
  it('is the UUID of version 5 of its parts', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' }), { minLength: 1, maxLength: 4 }), (parts) => {
        const namespace = '5f0f7b0c-6a0e-4f6b-9a53-1c8f0d3c6b1e';
        expect(derivedId(...parts)).toBe(v5(JSON.stringify(parts), namespace));
      }),
    );
  });
});
