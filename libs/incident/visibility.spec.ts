import { describe, expect, it } from '@jest/globals';
import { amina, bela, chatbot } from '#decider/testing';
import type { IncidentCommand } from './incident.js';
import {
  aCancelledIncident,
  aClosedIncident,
  aDeclaredIncident,
  after,
  declare,
  given,
  stateAfter,
  wordsOf,
} from './testing/situations.js';
import { maySee } from './visibility.js';

type Wanted = Extract<IncidentCommand, { type: 'ChangeVisibility' }>['data'];
const change = (data: Omit<Wanted, 'reason'>) =>
  ({
    type: 'ChangeVisibility',
    data: { ...data, reason: 'Customer data' },
  }) as const satisfies IncidentCommand;

const restrict = change({ to: 'RESTRICTED', addMembers: [bela.id] });
const open = change({ to: 'ORGANIZATION' });
const aRestrictedIncident = after(aDeclaredIncident, restrict);

describe('restricting an incident', () => {
  it('names its members, with whoever restricts it', () => {
    given(aDeclaredIncident)
      .when(restrict)
      .then([
        {
          type: 'VisibilityChanged',
          data: {
            from: 'ORGANIZATION',
            to: 'RESTRICTED',
            membersAdded: [bela.id, amina.id],
            membersRemoved: [],
            reason: 'Customer data',
          },
        },
      ]);
    given(aDeclaredIncident)
      .when(restrict)
      .leaves({ visibility: 'RESTRICTED', members: [bela.id, amina.id] });
  });

  it('keeps the tool that does it as a member, not the person for whom it acts', () => {
    given(aDeclaredIncident)
      .when(change({ to: 'RESTRICTED' }), { by: chatbot, onBehalfOf: amina })
      .leaves({ members: [chatbot.id] });
  });

  it('changes nothing where it is so already', () => {
    given(aRestrictedIncident).when(restrict).changesNothing();
  });

  it('is possible in every status: what is known to whom matters afterwards as well', () => {
    for (const incident of [aClosedIncident, aCancelledIncident])
      given(incident).when(restrict).leaves({ visibility: 'RESTRICTED' });
  });
});

describe('the members of a restricted incident', () => {
  it('are added and removed', () => {
    given(aRestrictedIncident)
      .when(change({ addMembers: ['carla@example.com'], removeMembers: [bela.id, 'nobody'] }))
      .then([
        {
          type: 'VisibilityChanged',
          data: {
            from: 'RESTRICTED',
            to: 'RESTRICTED',
            membersAdded: ['carla@example.com'],
            membersRemoved: [bela.id],
            reason: 'Customer data',
          },
        },
      ]);
  });

  it('may be named by the declaration', () => {
    const declared = { ...declare.data, visibility: 'RESTRICTED', members: [bela.id, bela.id] } as const;
    given([])
      .when({ type: 'DeclareIncident', data: declared })
      .leaves({ visibility: 'RESTRICTED', members: [bela.id] });
    given([])
      .when({ ...declare, data: { ...declare.data, members: [bela.id] } })
      .refuses('MEMBERS_OF_UNRESTRICTED', /RESTRICTED/);
  });

  it('are for restricted incidents alone', () => {
    given(aDeclaredIncident)
      .when(change({ addMembers: [bela.id] }))
      .refuses('MEMBERS_OF_UNRESTRICTED');
    given(aDeclaredIncident)
      .when(change({ removeMembers: [bela.id] }))
      .changesNothing();
  });
});

describe('opening an incident', () => {
  it('ends its membership, so that restricting it again begins anew', () => {
    given(aRestrictedIncident).when(open).leaves({ visibility: 'ORGANIZATION', members: [] });
    given(after(aRestrictedIncident, open))
      .when(change({ to: 'RESTRICTED' }))
      .leaves({ members: [amina.id] });
  });

  it('changes nothing where it is open', () => {
    given(aDeclaredIncident).when(open).changesNothing();
  });
});

describe('a restricted incident', () => {
  const seenBy = (principal: string, restricted = false) => {
    const incident = stateAfter(aRestrictedIncident);
    return incident && maySee(incident, { principal, restricted });
  };

  it('is there for its members and for those who may see all, and for nobody else', () => {
    expect([seenBy(bela.id), seenBy('carla', true), seenBy('carla')]).toEqual([true, true, false]);
  });

  it('is not there for whoever merely has the name of a member', () => {
    expect([seenBy(bela.name), seenBy(bela.id.toUpperCase()), seenBy('')]).toEqual([false, false, false]);
  });
});

it('The timeline of visibility tells who came and went', () => {
  const story = after(aRestrictedIncident, change({ removeMembers: [bela.id] }), open);
  expect(wordsOf(story).slice(1)).toEqual([
    `Restricted · Members added: ${bela.id}, ${amina.id}: Customer data`,
    `Members removed: ${bela.id}: Customer data`,
    `Opened to the organization · Members removed: ${amina.id}: Customer data`,
  ]);
});
