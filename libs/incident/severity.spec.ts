import { describe, expect, it } from '@jest/globals';
import {
  aDeclaredIncident,
  aResolvedIncident,
  after,
  given,
  refusedWhenOver,
  wordsOf,
} from './testing/situations.js';

const raise = { type: 'ChangeSeverity', data: { to: 'P0', reason: 'Orders are being lost' } } as const;

describe('changing the severity', () => {
  it('records from, to and why', () => {
    given(aDeclaredIncident)
      .when(raise)
      .then([{ type: 'SeverityChanged', data: { from: 'P1', to: 'P0', reason: 'Orders are being lost' } }]);
    given(aDeclaredIncident).when(raise).leaves({ severity: 'P0' });
  });

  it('changes nothing where it is so already', () => {
    given(after(aDeclaredIncident, raise)).when(raise).changesNothing();
  });

  it('is possible on a resolved incident, and refused on one that is over', () => {
    given(aResolvedIncident).when(raise).succeeds();
    refusedWhenOver(raise);
  });

  it('is told', () => {
    expect(wordsOf(after(aDeclaredIncident, raise)).at(-1)).toBe(
      'Severity changed from P1 to P0: Orders are being lost',
    );
  });
});
