import { type Actor, type Capability, type Command, type Event, type EventFacts, whoActs } from '#decider';
import { type IncidentCore, mustNotBeVoid } from './core.js';
import { mustBeDueLater } from './due.js';
import { refusal } from './rules.js';
import { clockTime, excerpt } from './wording.js';

export const followUpKinds = ['SHORT_TERM', 'LONG_TERM', 'TECH_DEBT'] as const;
/** Whether it prevents a repetition at once, lastingly, or pays off what made the incident possible. */
export type FollowUpKind = (typeof followUpKinds)[number];

export const followUpStatuses = ['OPEN', 'COMPLETED', 'DROPPED'] as const;
export type FollowUpStatus = (typeof followUpStatuses)[number];

/** Who does it, by when, and where the work is tracked; what is absent is not settled yet. */
interface Assignment {
  /** A person. */
  readonly owner?: string;
  readonly dueAt?: string;
  readonly ticketUrl?: string;
}

export type FollowUpCommand =
  | Command<'AddFollowUp', { title: string; kind: FollowUpKind } & Assignment>
  /** What is not given stays as it is. */
  | Command<'ReassignFollowUp', { followUpId: string; reason?: string } & Assignment>
  | Command<'CompleteFollowUp', { followUpId: string }>
  | Command<'DropFollowUp', { followUpId: string; reason: string }>;

export type FollowUpEvent =
  /** There is something to do after the incident. */
  | Event<'FollowUpAdded', { followUpId: string; title: string; kind: FollowUpKind } & Assignment>
  /** A follow-up has another owner or due date. */
  | Event<
      'FollowUpReassigned',
      { followUpId: string; title: string; from: Assignment; to: Assignment; reason?: string }
    >
  /** A follow-up was done. */
  | Event<'FollowUpCompleted', { followUpId: string; title: string }>
  /** A follow-up will not be done. */
  | Event<'FollowUpDropped', { followUpId: string; title: string; reason: string }>;

/** Something to be done so that the incident does not come again. */
export interface FollowUp {
  readonly id: string;
  readonly title: string;
  readonly kind: FollowUpKind;
  readonly status: FollowUpStatus;
  readonly owner: string | null;
  readonly dueAt: string | null;
  /** The first due time that it had, however often that was moved: the promise that was made. */
  readonly firstDueAt: string | null;
  readonly ticketUrl: string | null;
  readonly addedBy: Actor;
  readonly addedAt: string;
  /** When it was completed or dropped, and by whom; null while it is open. */
  readonly endedAt: string | null;
  readonly endedBy: Actor | null;
  readonly dropReason: string | null;
}

export interface FollowUpsState {
  /** In the order in which they were added. None ever goes away. */
  readonly followUps: readonly FollowUp[];
}

/** Whether it should have been done by now. */
export const isFollowUpOverdue = ({ status, dueAt }: Pick<FollowUp, 'status' | 'dueAt'>, now: string) =>
  status === 'OPEN' && dueAt !== null && Date.parse(now) > Date.parse(dueAt);

/**
 * What remains to be done. Follow-ups are added until the incident is void, also after it was closed. Those that
 * there are can be reassigned and ended in every status: the work goes on whatever became of the incident.
 */
export const followUps: Capability<IncidentCore, FollowUpsState, FollowUpCommand, FollowUpEvent> = {
  initial: { followUps: [] },
  decide: {
    AddFollowUp(data, incident, context) {
      mustNotBeVoid(incident);
      mustBeDueLater(data.dueAt, context);
      return [{ type: 'FollowUpAdded', data: { followUpId: context.newId(), ...data } }];
    },
    ReassignFollowUp({ followUpId, reason, ...changes }, incident, context) {
      const followUp = openFollowUp(incident, followUpId);
      const from = assignmentOf(followUp);
      const to = { ...from, ...changes };
      if (to.owner === from.owner && to.dueAt === from.dueAt && to.ticketUrl === from.ticketUrl) return [];
      if (to.dueAt !== from.dueAt) mustBeDueLater(to.dueAt, context);
      const { title } = followUp;
      const data = { followUpId, title, from, to, ...(reason !== undefined && { reason }) };
      return [{ type: 'FollowUpReassigned', data }];
    },
    CompleteFollowUp({ followUpId }, incident) {
      if (followUpOf(incident, followUpId).status === 'COMPLETED') return [];
      const { title } = openFollowUp(incident, followUpId);
      return [{ type: 'FollowUpCompleted', data: { followUpId, title } }];
    },
    DropFollowUp({ followUpId, reason }, incident) {
      if (followUpOf(incident, followUpId).status === 'DROPPED') return [];
      const { title } = openFollowUp(incident, followUpId);
      return [{ type: 'FollowUpDropped', data: { followUpId, title, reason } }];
    },
  },
  evolve: {
    FollowUpAdded: ({ followUps }, { followUpId, title, kind, ...assignment }, facts) => ({
      followUps: [
        ...followUps,
        {
          id: followUpId,
          title,
          kind,
          status: 'OPEN',
          ...settled(assignment),
          firstDueAt: assignment.dueAt ?? null,
          addedBy: whoActs(facts),
          addedAt: facts.occurredAt,
          endedAt: null,
          endedBy: null,
          dropReason: null,
        },
      ],
    }),
    FollowUpReassigned: (incident, { followUpId, to }) =>
      changed(incident, followUpId, (followUp) => ({
        ...settled(to),
        firstDueAt: followUp.firstDueAt ?? to.dueAt ?? null,
      })),
    FollowUpCompleted: (incident, { followUpId }, facts) =>
      changed(incident, followUpId, () => ({ status: 'COMPLETED', ...ended(facts) })),
    FollowUpDropped: (incident, { followUpId, reason }, facts) =>
      changed(incident, followUpId, () => ({ status: 'DROPPED', ...ended(facts), dropReason: reason })),
  },
  describe: {
    FollowUpAdded: ({ title, ...assignment }) => `Follow-up added: ${title} (${inWords(assignment)})`,
    FollowUpReassigned: ({ title, from, to, reason }) =>
      [
        `Follow-up reassigned: ${title} (${inWords(to, from)})`,
        `it was ${inWords(from, to)}`,
        ...(reason === undefined ? [] : [excerpt(reason)]),
      ].join(' · '),
    FollowUpCompleted: ({ title }) => `Follow-up completed: ${title}`,
    FollowUpDropped: ({ title, reason }) => `Follow-up dropped: ${title} · ${excerpt(reason)}`,
  },
};

function followUpOf({ followUps }: FollowUpsState, followUpId: string): FollowUp {
  const followUp = followUps.find(({ id }) => id === followUpId);
  if (!followUp) throw refusal('FOLLOW_UP_NOT_FOUND');
  return followUp;
}

function openFollowUp(incident: FollowUpsState, followUpId: string): FollowUp {
  const followUp = followUpOf(incident, followUpId);
  if (followUp.status !== 'OPEN') throw refusal('FOLLOW_UP_ENDED');
  return followUp;
}

const changed = (
  { followUps }: FollowUpsState,
  followUpId: string,
  change: (followUp: FollowUp) => Partial<FollowUp>,
): FollowUpsState => ({
  followUps: followUps.map((followUp) =>
    followUp.id === followUpId ? { ...followUp, ...change(followUp) } : followUp,
  ),
});

const assignmentOf = ({ owner, dueAt, ticketUrl }: FollowUp): Assignment => ({
  ...(owner !== null && { owner }),
  ...(dueAt !== null && { dueAt }),
  ...(ticketUrl !== null && { ticketUrl }),
});

const settled = ({ owner, dueAt, ticketUrl }: Assignment) => ({
  owner: owner ?? null,
  dueAt: dueAt ?? null,
  ticketUrl: ticketUrl ?? null,
});

const ended = (facts: EventFacts) => ({ endedAt: facts.occurredAt, endedBy: whoActs(facts) });

const inWords = ({ owner, dueAt, ticketUrl }: Assignment, other: Assignment = {}): string =>
  [
    owner ?? 'nobody’s yet',
    ...(dueAt === undefined ? [] : [`due ${clockTime(dueAt, other.dueAt ?? null)}`]),
    ...(ticketUrl === undefined ? [] : [ticketUrl]),
  ].join(', ');
