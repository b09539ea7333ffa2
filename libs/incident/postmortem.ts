import { type Capability, type Command, type Event, isAfter, whoActs } from '#decider';
import { hasPassed } from './deadline.js';
import { type IncidentCore, isOpen, mustNotBeVoid, reached } from './core.js';
import { mustBeDueLater } from './due.js';
import type { FollowUpsState } from './follow-ups.js';
import { nextOverdue, withMissedDue } from './postmortem-deadline.js';
import { type PostmortemDutyEvent, isLifted, postmortemDueAt, resolvesOf } from './postmortem-duty.js';
import {
  type PostmortemSection,
  type PostmortemState,
  type PostmortemStatus,
  postmortemSections,
  sectionTitles,
} from './postmortem-state.js';
import { refusal } from './rules.js';
import { clockTime, excerpt, withReason } from './wording.js';

export type PostmortemCommand =
  | Command<'SetPostmortemDue', { dueAt: string; reason: string }>
  | Command<'DraftPostmortem', { sections: Readonly<Partial<Record<PostmortemSection, string>>> }>
  | Command<'PublishPostmortem'>
  | Command<'WaivePostmortem', { reason: string }>
  /** Given by the clock: it records that the due time has passed, once for each due time. */
  | Command<'RecordPostmortemOverdue'>;

export type PostmortemEvent =
  | PostmortemDutyEvent
  /** Something was written in the postmortem. */
  | Event<'PostmortemDrafted', { section: PostmortemSection; body: string }>
  /** `dueAt` is when it was due, where one was owed. */
  | Event<'PostmortemPublished', { dueAt?: string }>
  /** The postmortem was not published in time. */
  | Event<'PostmortemOverdue', { dueAt: string }>;

/** What must be written before a postmortem is published. */
const needed = postmortemSections.filter((section) => section !== 'LESSONS');

/** How far the postmortem has come. */
export function postmortemStatus(incident: Pick<IncidentCore, 'status'> & PostmortemState): PostmortemStatus {
  const { publishedAt, sections, waiver } = incident.postmortem;
  if (publishedAt !== null) return 'PUBLISHED';
  if (waiver !== null) return 'WAIVED';
  if (Object.keys(sections).length > 0) return 'DRAFTED';
  return postmortemDueAt(incident) === null ? 'NONE' : 'MISSING';
}

/** What is learned from an incident. It is written at any time, and published once the incident is resolved. */
export const postmortem: Capability<
  IncidentCore & FollowUpsState,
  PostmortemState,
  PostmortemCommand,
  PostmortemEvent
> = {
  initial: {
    postmortem: {
      dueAt: null,
      firstDueAt: null,
      requiredBy: null,
      requiredBecause: null,
      dueSetAt: null,
      overdueRecorded: [],
      late: [],
      sections: {},
      publishedAt: null,
      publishedBy: null,
      revised: false,
      waiver: null,
    },
  },
  decide: {
    SetPostmortemDue({ dueAt, reason }, incident, context) {
      mustBeResolved(incident);
      const { publishedAt, requiredBecause, requiredBy } = incident.postmortem;
      if (publishedAt !== null) throw refusal('POSTMORTEM_PUBLISHED');
      const previousDueAt = postmortemDueAt(incident);
      if (dueAt === previousDueAt) return [];
      mustBeDueLater(dueAt, context);
      const duty =
        previousDueAt === null || requiredBy === null || requiredBecause === null
          ? { requiredBy: 'REQUEST' as const, requiredBecause: reason }
          : { previousDueAt, requiredBy, requiredBecause };
      return [{ type: 'PostmortemDueSet', data: { dueAt, ...duty, reason } }];
    },
    DraftPostmortem({ sections }, incident) {
      mustNotBeVoid(incident);
      return postmortemSections.flatMap((section) => {
        const body = sections[section];
        if (body === undefined || body === incident.postmortem.sections[section]?.body) return [];
        return [{ type: 'PostmortemDrafted', data: { section, body } } as const];
      });
    },
    PublishPostmortem(_, incident) {
      mustBeResolved(incident);
      const { publishedAt, revised } = incident.postmortem;
      if (publishedAt !== null && !revised) return [];
      mustBeComplete(incident);
      const dueAt = postmortemDueAt(incident);
      return [{ type: 'PostmortemPublished', data: dueAt === null ? {} : { dueAt } }];
    },
    WaivePostmortem({ reason }, incident) {
      mustNotBeVoid(incident);
      if (incident.postmortem.publishedAt !== null) throw refusal('POSTMORTEM_PUBLISHED');
      if (incident.postmortem.waiver !== null) return [];
      const dueAt = postmortemDueAt(incident);
      if (dueAt === null) throw refusal('POSTMORTEM_NOT_DUE');
      return [{ type: 'PostmortemWaived', data: { reason, dueAt } }];
    },
    RecordPostmortemOverdue(_, incident, context) {
      const next = nextOverdue(incident);
      if (!next || !hasPassed(next.passesAt, context)) return [];
      return [{ type: 'PostmortemOverdue', data: { dueAt: next.dueAt } }];
    },
  },
  evolve: {
    PostmortemDueSet: (incident, { dueAt, previousDueAt, requiredBecause, requiredBy }, facts) => ({
      postmortem: {
        ...withMissedDue(incident, facts.occurredAt),
        dueAt,
        dueSetAt: facts.recordedAt,
        firstDueAt: previousDueAt === undefined ? dueAt : incident.postmortem.firstDueAt,
        requiredBy,
        requiredBecause,
        waiver: null,
      },
    }),
    PostmortemWaived: (incident, { reason }, facts) => ({
      postmortem: {
        ...withMissedDue(incident, facts.occurredAt),
        waiver: {
          reason,
          waivedBy: whoActs(facts),
          waivedAt: facts.occurredAt,
          byHand: !isLifted(incident),
          resolves: resolvesOf(incident),
        },
      },
    }),
    PostmortemDrafted: ({ postmortem }, { section, body }, facts) => ({
      postmortem: {
        ...postmortem,
        sections: {
          ...postmortem.sections,
          [section]: { body, draftedBy: whoActs(facts), draftedAt: facts.occurredAt },
        },
        revised: postmortem.publishedAt !== null,
      },
    }),
    PostmortemPublished: (incident, _, facts) => ({
      postmortem: {
        ...withMissedDue(incident, facts.occurredAt),
        publishedAt: facts.occurredAt,
        publishedBy: whoActs(facts),
        revised: false,
      },
      milestones: reached(incident, 'POSTMORTEM_PUBLISHED', facts.occurredAt),
    }),
    PostmortemOverdue: ({ postmortem }, { dueAt }) => ({
      postmortem: {
        ...postmortem,
        overdueRecorded: [...postmortem.overdueRecorded, dueAt],
        late: postmortem.late.filter((each) => each.dueAt !== dueAt),
      },
    }),
  },
  describe: {
    PostmortemDueSet: ({ dueAt, previousDueAt, reason, requiredBecause }) =>
      previousDueAt === undefined
        ? `Postmortem due ${clockTime(dueAt)}: ${excerpt(requiredBecause)}`
        : withReason(
            `Postmortem due ${clockTime(dueAt, previousDueAt)} instead of ${clockTime(previousDueAt, dueAt)}`,
            reason,
          ),
    PostmortemWaived: ({ reason }) => `Postmortem waived: ${excerpt(reason)}`,
    PostmortemDrafted: ({ section, body }) => `${sectionTitles[section]} of the postmortem: ${excerpt(body)}`,
    PostmortemPublished: ({ dueAt }, { occurredAt }) =>
      dueAt !== undefined && isAfter(occurredAt, dueAt)
        ? `Postmortem published; it was due ${clockTime(dueAt)}`
        : 'Postmortem published',
    PostmortemOverdue: ({ dueAt }) => `Postmortem overdue since ${clockTime(dueAt)}`,
  },
};

function mustBeResolved(incident: IncidentCore): void {
  mustNotBeVoid(incident);
  if (isOpen(incident)) throw refusal('INCIDENT_NOT_RESOLVED');
}

/** Refuses to publish what lacks a section, or leaves something to do that is nobody's. */
function mustBeComplete({ followUps, postmortem }: FollowUpsState & PostmortemState): void {
  const lacking = needed.filter((section) => !postmortem.sections[section]).map((s) => sectionTitles[s]);
  const ownerless = followUps.filter(({ status, owner }) => status === 'OPEN' && owner === null);
  const wrong = [
    ...(lacking.length === 0
      ? []
      : [`The postmortem lacks ${lacking.join(', ')}. Draft what is missing (draftPostmortem).`]),
    ...(ownerless.length === 0
      ? []
      : [
          `Nobody owns ${ownerless.map(({ title }) => `“${title}”`).join(', ')}.`,
          'Give each follow-up an owner, or drop it (reassignFollowUp, dropFollowUp).',
        ]),
  ];
  if (wrong.length > 0) throw refusal('POSTMORTEM_INCOMPLETE', wrong.join(' '));
}
