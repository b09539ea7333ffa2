import { describe, expect, it } from '@jest/globals';
import { minute } from '#decider/testing';
import { type Compared, resemblance, tellingWords } from './likeness.js';

const incident = (about: Partial<Compared> & { readonly began?: number }): Compared => ({
  services: [],
  alerts: [],
  texts: [],
  milestones: { DECLARED: [minute(about.began ?? 0)] },
  ...about,
});
const reasonsFor = (one: Parameters<typeof incident>[0], other: Parameters<typeof incident>[0]) =>
  resemblance(incident(one), incident(other))?.reasons ?? [];

describe('two incidents may be one', () => {
  it('if an alert belongs to both', () => {
    expect(reasonsFor({ alerts: ['a', 'b'] }, { alerts: ['b'] })).toEqual(['SAME_ALERT']);
  });

  it('if they touch one service and began within two hours of each other', () => {
    const services = ['checkout'];
    expect(reasonsFor({ services }, { services, began: 120 })).toEqual(['SAME_SERVICE_AND_TIME']);
    expect(reasonsFor({ services }, { services, began: 121 })).toEqual([]);
    expect(reasonsFor({ services }, { services: ['search'] })).toEqual([]);
  });

  it('if half of what one of them says is said by the other', () => {
    const texts = ['Card payments fail in Europe'];
    expect(reasonsFor({ texts }, { texts: ['European card payments'] })).toEqual(['SIMILAR_WORDS']);
    expect(reasonsFor({ texts }, { texts: ['Card printer out of ink on floor seven'] })).toEqual([]);
    expect(reasonsFor({ texts }, { texts: ['Card printer'] })).toEqual([]);
  });

  it('not merely for words that every incident has', () => {
    expect(
      reasonsFor({ texts: ['Search is down with errors'] }, { texts: ['Mail is down with errors'] }),
    ).toEqual([]);
    expect(tellingWords(['The Suchindex is träge', 'träge!'])).toEqual(['suchindex', 'träge']);
  });

  it('and it is said why', () => {
    const both = { services: ['checkout'], alerts: ['a'], texts: ['Card payments'] };
    expect(resemblance(incident(both), incident(both))?.why).toBe(
      'The same alert belongs to both; both touch checkout and began at about the same time; both are about “card payments”.',
    );
  });
});
