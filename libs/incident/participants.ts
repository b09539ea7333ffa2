import { type Capability, type Command, type Event, whoActs } from '#decider';
import { type IncidentCore, mustNotBeOver } from './core.js';

/** `person` is the one who acts, unless another is named. */
export type ParticipantCommand =
  Command<'JoinIncident', { person?: string }> | Command<'LeaveIncident', { person?: string }>;

export type ParticipantEvent =
  /** A person is in on the response, with a role or without. */
  | Event<'ParticipantJoined', { person: string }>
  /** A person is no longer in on the response. */
  | Event<'ParticipantLeft', { person: string }>;

export interface Participant {
  readonly person: string;
  readonly joinedAt: string;
}

/** Who is in on the response at present, whether with a role or without. */
export interface ParticipantsState {
  readonly participants: readonly Participant[];
}

export const participants: Capability<IncidentCore, ParticipantsState, ParticipantCommand, ParticipantEvent> =
  {
    initial: { participants: [] },
    decide: {
      JoinIncident(data, incident, context) {
        mustNotBeOver(incident);
        const person = data.person ?? whoActs(context).id;
        return takesPart(incident, person) ? [] : [{ type: 'ParticipantJoined', data: { person } }];
      },
      LeaveIncident(data, incident, context) {
        mustNotBeOver(incident);
        const person = data.person ?? whoActs(context).id;
        return takesPart(incident, person) ? [{ type: 'ParticipantLeft', data: { person } }] : [];
      },
    },
    evolve: {
      ParticipantJoined: ({ participants }, { person }, { occurredAt }) => ({
        participants: [...participants, { person, joinedAt: occurredAt }],
      }),
      ParticipantLeft: ({ participants }, { person }) => ({
        participants: participants.filter((participant) => participant.person !== person),
      }),
    },
    describe: {
      ParticipantJoined: ({ person }) => `${person} joined`,
      ParticipantLeft: ({ person }) => `${person} left`,
    },
  };

const takesPart = ({ participants }: ParticipantsState, person: string): boolean =>
  participants.some((participant) => participant.person === person);
