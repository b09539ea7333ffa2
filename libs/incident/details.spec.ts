import { describe, expect, it } from '@jest/globals';
import type { IncidentCommand } from './incident.js';
import {
  aCancelledIncident,
  aClosedIncident,
  aDeclaredIncident,
  after,
  declare,
  given,
  wordsOf,
} from './testing/situations.js';

type Wanted = Extract<IncidentCommand, { type: 'ChangeDetails' }>['data'];
const change = (data: Wanted) => ({ type: 'ChangeDetails', data }) as const satisfies IncidentCommand;

describe('changing details', () => {
  it('says of each that changed how it read, and nothing of the others', () => {
    const wanted = { title: 'Checkout fails', services: ['checkout', 'payments'] };
    given(aDeclaredIncident)
      .when(change({ ...wanted, summary: declare.data.summary, tags: ['eu'] }))
      .then([
        {
          type: 'DetailsChanged',
          data: {
            title: { from: 'Checkout fails in EU', to: 'Checkout fails' },
            services: { from: ['checkout'], to: ['checkout', 'payments'] },
            tags: { from: [], to: ['eu'] },
          },
        },
      ]);
  });

  it('leaves the incident with them', () => {
    const wanted = { title: 'A', summary: 'B', services: ['c'], tags: ['d'], security: true, drill: true };
    given(aDeclaredIncident)
      .when(change({ ...wanted, reason: 'It was an exercise' }))
      .leaves(wanted);
  });

  it('names each service and tag once', () => {
    given(aDeclaredIncident)
      .when(change({ tags: ['eu', 'eu', 'card'] }))
      .leaves({ tags: ['eu', 'card'] });
  });

  it('changes nothing where all is as wanted, lists in whatever order', () => {
    const tagged = after(aDeclaredIncident, change({ tags: ['eu', 'card'] }));
    given(tagged)
      .when(change({ title: declare.data.title, tags: ['card', 'eu'], drill: false }))
      .changesNothing();
  });

  it('is possible in every status: it corrects', () => {
    for (const incident of [aClosedIncident, aCancelledIncident])
      given(incident)
        .when(change({ title: 'Checkout failed' }))
        .leaves({ title: 'Checkout failed' });
  });
});

describe('calling it a drill, or no longer', () => {
  it('takes a reason, since every number moves with it', () => {
    given(aDeclaredIncident)
      .when(change({ drill: true }))
      .refuses('DRILL_WITHOUT_REASON', /reason/);
    const drill = after(aDeclaredIncident, change({ drill: true, reason: 'Game day' }));
    given(drill)
      .when(change({ drill: false, title: 'x' }))
      .refuses('DRILL_WITHOUT_REASON');
  });
});

it('The timeline of details tells both readings', () => {
  const steps = [
    change({ title: 'Checkout fails', summary: '' }),
    change({ summary: 'Cards fail', tags: ['eu', 'card'], services: [] }),
    change({ security: true, drill: true, reason: 'Game day' }),
    change({ security: false, drill: false, reason: 'It is real' }),
  ];
  expect(wordsOf(after(aDeclaredIncident, ...steps)).slice(1)).toEqual([
    'Title changed to “Checkout fails”; it read “Checkout fails in EU” · Summary removed; it read “Card payments are answered with 502”',
    'Summary changed to “Cards fail” · Services changed from checkout to none · Tags changed from none to eu, card',
    'It is a matter of security · It is a drill: Game day',
    'It is no matter of security · It is no drill: It is real',
  ]);
});
