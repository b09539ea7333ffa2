import type { Actor, Capability, Command, Event } from '#decider';
import { type IncidentCore, type Visibility, visibilities } from './core.js';
import { refusal } from './rules.js';
import { withReason } from './wording.js';

/** Members are named by the id of the principal that they authenticate as: a key's UUID, or a person's id. */
export type VisibilityCommand = Command<
  'ChangeVisibility',
  {
    /** As it is, unless given. */
    readonly to?: Visibility;
    readonly addMembers?: readonly string[];
    readonly removeMembers?: readonly string[];
    readonly reason: string;
  }
>;

/** Other people may see it than before. */
export type VisibilityEvent = Event<
  'VisibilityChanged',
  {
    /** The same where only its members changed. */
    readonly from: Visibility;
    readonly to: Visibility;
    readonly membersAdded: readonly string[];
    readonly membersRemoved: readonly string[];
    /** Absent where the members were named by the declaration. */
    readonly reason?: string;
  }
>;

export interface VisibilityState {
  /** Who may see it while it is restricted, beside those who may see every incident. */
  readonly members: readonly string[];
}

/** Who asks to see an incident, as established from credentials and nothing else. */
export interface Viewer {
  /** Whether they may see every restricted incident. */
  readonly restricted: boolean;
  /** The id of the principal. */
  readonly principal: string;
}

/**
 * Who may see the incident: everybody, or those named and those who may see every incident. Who may see what is an
 * affair of the present, so it is changed in every status.
 */
export const visibility: Capability<IncidentCore, VisibilityState, VisibilityCommand, VisibilityEvent> = {
  initial: { members: [] },
  decide: {
    ChangeVisibility({ to, addMembers = [], removeMembers = [], reason }, incident, { actor }) {
      const { members, visibility: from } = incident;
      const next = to ?? from;
      if (next === 'ORGANIZATION') {
        if (addMembers.length > 0) throw refusal('MEMBERS_OF_UNRESTRICTED');
        if (from === next) return [];
        return [changed({ from, to: next, membersAdded: [], membersRemoved: members, reason })];
      }
      const wanted = new Set([...members, ...addMembers, ...keeper(from, actor)]);
      for (const member of removeMembers) wanted.delete(member);
      const membersAdded = [...wanted].filter((member) => !members.includes(member));
      const membersRemoved = members.filter((member) => !wanted.has(member));
      if (from === next && membersAdded.length + membersRemoved.length === 0) return [];
      return [changed({ from, to: next, membersAdded, membersRemoved, reason })];
    },
  },
  evolve: {
    VisibilityChanged: sightAfter,
  },
  describe: {
    VisibilityChanged: ({ from, to, membersAdded, membersRemoved, reason }) =>
      withReason(
        [
          ...(from === to ? [] : [to === 'RESTRICTED' ? 'Restricted' : 'Opened to the organization']),
          ...listed('Members added', membersAdded),
          ...listed('Members removed', membersRemoved),
        ].join(' · '),
        reason,
      ),
  },
};

type Sight = Pick<IncidentCore, 'visibility'> & VisibilityState;
type Change = Pick<VisibilityEvent['data'], 'to' | 'membersAdded' | 'membersRemoved'>;

/** Those who are added come last, also where they were members already: told twice, it is the same. */
function sightAfter({ members }: VisibilityState, { to, membersAdded, membersRemoved }: Change): Sight {
  const named = [...membersAdded, ...membersRemoved];
  const others = members.filter((member) => !named.includes(member));
  return { visibility: to, members: [...others, ...membersAdded] };
}

/**
 * Who may see an incident after an event of it, also where what came before it could not be read: nothing else that
 * happens changes that. A change of it that cannot be read leaves it to those who may see every incident.
 *
 * @returns undefined where the event is about something else
 */
export function sightAfterUnread(
  incident: VisibilityState,
  { type, data }: { readonly type: string; readonly data: unknown },
): Sight | undefined {
  if (type !== 'VisibilityChanged') return undefined;
  return isChange(data) ? sightAfter(incident, data) : { visibility: 'RESTRICTED', members: [] };
}

function isChange(data: unknown): data is Change {
  const { to, membersAdded, membersRemoved } = { ...(data as Partial<Record<keyof Change, unknown>> | null) };
  const isVisibility = visibilities.some((visibility) => visibility === to);
  return isVisibility && [membersAdded, membersRemoved].every(isNames);
}

const isNames = (value: unknown): boolean =>
  Array.isArray(value) && value.every((name) => typeof name === 'string');

/** The first members of an incident that is declared as restricted. */
export function firstMembers(visibility: Visibility, members: readonly string[]): readonly VisibilityEvent[] {
  if (members.length === 0) return [];
  if (visibility === 'ORGANIZATION') throw refusal('MEMBERS_OF_UNRESTRICTED');
  return [
    changed({
      from: visibility,
      to: visibility,
      membersAdded: [...new Set(members)],
      membersRemoved: [],
    }),
  ];
}

/** Whether an incident is there for who asks: the one rule, which the views' queries say once more in SQL. */
export const maySee = ({ visibility, members }: Sight, viewer: Viewer): boolean =>
  visibility === 'ORGANIZATION' || viewer.restricted || members.includes(viewer.principal);

/** Whoever restricts an incident goes on seeing it, and can undo that, until removed. */
const keeper = (from: Visibility, { id }: Actor): readonly string[] => (from === 'RESTRICTED' ? [] : [id]);

const listed = (what: string, members: readonly string[]): readonly string[] =>
  members.length === 0 ? [] : [`${what}: ${members.join(', ')}`];

const changed = (data: VisibilityEvent['data']): VisibilityEvent => ({ type: 'VisibilityChanged', data });
