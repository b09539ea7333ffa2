import { describe, expect, it } from '@jest/globals';
import { amina, bela, chatbot, minute } from '#decider/testing';
import {
  aDeclaredIncident,
  after,
  continued,
  given,
  refusedWhenOver,
  wordsOf,
} from './testing/situations.js';

const join = { type: 'JoinIncident', data: {} } as const;
const leave = { type: 'LeaveIncident', data: {} } as const;
const anIncidentWithAmina = after(aDeclaredIncident, join);

describe('joining an incident', () => {
  it('makes a participant of who acts, or of the person named', () => {
    given(aDeclaredIncident)
      .when(join)
      .leaves({ participants: [{ person: amina.id, joinedAt: minute(1) }] });
    given(aDeclaredIncident)
      .when(join, { by: chatbot, onBehalfOf: bela })
      .then([{ type: 'ParticipantJoined', data: { person: bela.id } }]);
    given(aDeclaredIncident)
      .when({ type: 'JoinIncident', data: { person: 'carla@example.com' } })
      .then([{ type: 'ParticipantJoined', data: { person: 'carla@example.com' } }]);
  });

  it('changes nothing for a participant', () => {
    given(anIncidentWithAmina).when(join).changesNothing();
  });

  it('is refused on an incident that is over', () => {
    refusedWhenOver(join);
  });
});

describe('leaving an incident', () => {
  it('takes the person off the participants', () => {
    given(anIncidentWithAmina).when(leave).leaves({ participants: [] });
  });

  it('changes nothing for somebody who takes no part', () => {
    given(anIncidentWithAmina).when(leave, { by: bela }).changesNothing();
  });

  it('is refused on an incident that is over', () => {
    refusedWhenOver(leave);
  });

  it('is told with the joining', () => {
    expect(wordsOf(continued(anIncidentWithAmina, leave)).slice(1)).toEqual([
      'amina@example.com joined',
      'amina@example.com left',
    ]);
  });
});
