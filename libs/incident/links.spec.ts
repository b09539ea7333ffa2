import { describe, expect, it } from '@jest/globals';
import { bela, minute, newIdAfter } from '#decider/testing';
import type { IncidentCommand } from './incident.js';
import {
  aCancelledIncident,
  aClosedIncident,
  aDeclaredIncident,
  after,
  cancel,
  given,
  wordsOf,
} from './testing/situations.js';

const target = { kind: 'WAR_ROOM', url: 'https://meet.example.com/inc-1', title: 'War room' } as const;
const add = { type: 'AddLink', data: target } as const satisfies IncidentCommand;
const theLink = newIdAfter(1);
const remove = { type: 'RemoveLink', data: { linkId: theLink, reason: 'The call moved' } } as const;
const anIncidentWithAWarRoom = after(aDeclaredIncident, add);

describe('adding a link', () => {
  it('shows where it leads and who added it', () => {
    given(aDeclaredIncident)
      .when(add, { by: bela })
      .leaves({ links: [{ id: theLink, ...target, addedBy: bela, addedAt: minute(1) }] });
  });

  it('changes nothing where it is there, and is refused under another title', () => {
    given(anIncidentWithAWarRoom).when(add).changesNothing();
    given(anIncidentWithAWarRoom)
      .when({ ...add, data: { ...target, title: 'Bridge' } })
      .refuses('LINK_EXISTS', /removeLink/);
  });

  it('is possible with the same address as another kind', () => {
    given(anIncidentWithAWarRoom)
      .when({ ...add, data: { ...target, kind: 'CONVERSATION' } })
      .succeeds();
  });

  it('is possible on a closed incident, and refused on one that is none', () => {
    given(aClosedIncident).when(add).succeeds();
    given(aCancelledIncident).when(add).refuses('INCIDENT_CANCELLED');
  });
});

describe('removing a link', () => {
  it('says where it led', () => {
    given(anIncidentWithAWarRoom)
      .when(remove)
      .then([{ type: 'LinkRemoved', data: { ...remove.data, ...target } }]);
    given(anIncidentWithAWarRoom).when(remove).leaves({ links: [] });
  });

  it('is possible also on an incident that is none', () => {
    given(after(anIncidentWithAWarRoom, cancel)).when(remove).leaves({ links: [] });
  });

  it('is refused where there is none such', () => {
    given(after(anIncidentWithAWarRoom, remove)).when(remove).refuses('LINK_NOT_FOUND');
  });
});

it('The timeline of links tells where they lead', () => {
  expect(wordsOf(after(anIncidentWithAWarRoom, remove)).slice(1)).toEqual([
    'War room “War room” (https://meet.example.com/inc-1) linked',
    'War room “War room” (https://meet.example.com/inc-1) no longer linked: The call moved',
  ]);
});
