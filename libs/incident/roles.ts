import { type Actor, type Capability, type Command, type Event, whoActs } from '#decider';
import { type IncidentCore, mustNotBeOver } from './core.js';
import { type LifecycleEvent, acknowledgedBy } from './lifecycle.js';
import { refusal } from './rules.js';
import { excerpt, withReason } from './wording.js';

const titles = {
  INCIDENT_COMMANDER: 'Incident Commander',
  TECHNICAL_LEAD: 'Technical Lead',
  BUSINESS_LEAD: 'Business Lead',
  SCRIBE: 'Scribe',
} as const;

export type Role = keyof typeof titles;
export const roleNames = [
  'INCIDENT_COMMANDER',
  'TECHNICAL_LEAD',
  'BUSINESS_LEAD',
  'SCRIBE',
] as const satisfies Role[];

/** A person is named by a string, an e-mail address or an id: the `id` of the actor that this person is. */
export type RoleCommand =
  | Command<'AssignRole', { role: Role; person: string }>
  /** `from`, where given, must be the holder. */
  | Command<'HandOffRole', { role: Role; from?: string; to: string; briefing: string }>
  /** `person`, where given, must be the holder. */
  | Command<'ReleaseRole', { role: Role; person?: string; reason?: string }>;

export type RoleEvent =
  /** A person took a part in the response that nobody held. */
  | Event<'RoleAssigned', { role: Role; person: string }>
  /** A part in the response went from its holder to somebody else, with a briefing. */
  | Event<'RoleHandedOff', { role: Role; from: string; to: string; briefing: string }>
  /** Nobody holds the part in the response any longer. */
  | Event<'RoleReleased', { role: Role; person: string; reason?: string }>;

export interface RoleHolder {
  readonly role: Role;
  readonly person: string;
  /** Who gave the role: the one who nominated the Technical Lead, who handed off. */
  readonly assignedBy: Actor;
  readonly since: string;
}

export interface RolesState {
  /** One entry for each role that somebody holds. */
  readonly roles: readonly RoleHolder[];
}

export const roles: Capability<IncidentCore, RolesState, RoleCommand, RoleEvent, LifecycleEvent> = {
  initial: { roles: [] },
  decide: {
    AssignRole({ role, person }, incident) {
      mustNotBeOver(incident);
      const holder = holderOf(incident, role);
      if (holder === person) return [];
      if (holder !== undefined)
        throw refusal(
          'ROLE_HELD',
          `${holder} is ${titles[role]}. Hand the role off with a briefing (handOffRole), or release it first (releaseRole).`,
        );
      return [{ type: 'RoleAssigned', data: { role, person } }, ...acknowledgement(incident, role)];
    },
    HandOffRole({ role, from, to, briefing }, incident) {
      mustNotBeOver(incident);
      if (holderOf(incident, role) === to) return [];
      const holder = mustHold(incident, role, from);
      return [
        { type: 'RoleHandedOff', data: { role, from: holder, to, briefing } },
        ...acknowledgement(incident, role),
      ];
    },
    ReleaseRole({ role, person, reason }, incident) {
      mustNotBeOver(incident);
      const holder = mustHold(incident, role, person);
      return [
        { type: 'RoleReleased', data: { role, person: holder, ...(reason !== undefined && { reason }) } },
      ];
    },
  },
  evolve: {
    RoleAssigned: ({ roles }, { role, person }, facts) => ({
      roles: [...without(roles, role), { role, person, assignedBy: whoActs(facts), since: facts.occurredAt }],
    }),
    RoleHandedOff: ({ roles }, { role, to }, facts) => ({
      roles: [
        ...without(roles, role),
        { role, person: to, assignedBy: whoActs(facts), since: facts.occurredAt },
      ],
    }),
    RoleReleased: ({ roles }, { role }) => ({ roles: without(roles, role) }),
  },
  describe: {
    RoleAssigned: ({ role, person }, facts) =>
      role === 'TECHNICAL_LEAD'
        ? `${person} is ${titles[role]}, nominated by ${whoActs(facts).name}`
        : `${person} is ${titles[role]}`,
    RoleHandedOff: ({ role, from, to, briefing }) =>
      `${titles[role]} handed off from ${from} to ${to}: ${excerpt(briefing)}`,
    RoleReleased: ({ role, person, reason }) => withReason(`${person} is no longer ${titles[role]}`, reason),
  },
};

/** The person who holds a role; undefined where nobody does. */
export const holderOf = ({ roles }: RolesState, role: Role): string | undefined =>
  roles.find((held) => held.role === role)?.person;

/** The holder of a role, who must be the person named where one is. */
function mustHold(incident: RolesState, role: Role, person: string | undefined): string {
  const holder = holderOf(incident, role);
  if (holder === undefined)
    throw refusal('ROLE_NOT_HELD', `Nobody is ${titles[role]}. Assign the role first (assignRole).`);
  if (person !== undefined && person !== holder)
    throw refusal(
      'ROLE_NOT_HELD',
      `${person} is not ${titles[role]}: ${holder} is. Name the holder, or nobody.`,
    );
  return holder;
}

/** Taking command sets to work on the incident; the other roles do not. */
const acknowledgement = (incident: IncidentCore, role: Role): readonly LifecycleEvent[] =>
  role === 'INCIDENT_COMMANDER' ? acknowledgedBy(incident, `taking the ${titles[role]} role`) : [];

const without = (roles: readonly RoleHolder[], role: Role) => roles.filter((held) => held.role !== role);
