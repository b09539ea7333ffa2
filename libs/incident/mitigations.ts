import { type Actor, type Capability, type Command, type Event, type EventFacts, whoActs } from '#decider';
import { type IncidentCore, mustBeOpen } from './core.js';
import { type LifecycleEvent, acknowledgedBy } from './lifecycle.js';
import { refusal } from './rules.js';
import { type NamedDeployment, deploymentInWords } from './named.js';
import { excerpt, withReason } from './wording.js';

export const mitigationKinds = [
  'ROLLBACK',
  'FAILOVER',
  'FEATURE_FLAG',
  'CACHE',
  'RESTART',
  'SCALE',
  'CONFIG_CHANGE',
  'CODE_FIX',
  'OTHER',
] as const;
export type MitigationKind = (typeof mitigationKinds)[number];

const titles: Readonly<Record<MitigationKind, string>> = {
  ROLLBACK: 'Rollback',
  FAILOVER: 'Failover',
  FEATURE_FLAG: 'Feature flag',
  CACHE: 'Cache',
  RESTART: 'Restart',
  SCALE: 'Scaling',
  CONFIG_CHANGE: 'Configuration change',
  CODE_FIX: 'Code fix',
  OTHER: 'Mitigation',
};

/** What takes minutes and is quickly undone: to be tried before anything is written anew. */
const easyThings: readonly MitigationKind[] = ['ROLLBACK', 'FAILOVER', 'FEATURE_FLAG', 'CACHE'];

export const mitigationOutcomes = ['WORKED', 'NO_EFFECT', 'MADE_WORSE'] as const;
export type MitigationOutcome = (typeof mitigationOutcomes)[number];

const outcomes: Readonly<Record<MitigationOutcome, string>> = {
  WORKED: 'worked',
  NO_EFFECT: 'had no effect',
  MADE_WORSE: 'made it worse',
};

export const mitigationStatuses = ['IN_PROGRESS', ...mitigationOutcomes, 'ABANDONED'] as const;
/** How far an attempt has come. */
export type MitigationStatus = (typeof mitigationStatuses)[number];

/** What is attempted, and by which means. */
interface Attempt {
  readonly kind: MitigationKind;
  readonly description: string;
  /** The deployment that a rollback takes back, where it names one. */
  readonly deploymentId?: string;
  /** Why it is started beside another that is not verified: present only where it is. */
  readonly overrideReason?: string;
}

/** An attempt, with what is known of the deployment. */
type NamedAttempt = Attempt & Pick<NamedDeployment, 'deployment'>;

/** An attempt as the events that follow on its start name it. */
type Named = Pick<Attempt, 'kind' | 'description'> & { readonly mitigationId: string };

export type MitigationCommand =
  | Command<'StartMitigation', NamedAttempt>
  | Command<'VerifyMitigation', { mitigationId: string; outcome: MitigationOutcome; observation?: string }>
  | Command<'AbandonMitigation', { mitigationId: string; reason: string }>;

export type MitigationEvent =
  /** An attempt to end the suffering began. */
  | Event<
      'MitigationStarted',
      NamedAttempt & {
        readonly mitigationId: string;
        /** Present only where those who start it were reminded of something. */
        readonly reminder?: 'EASY_THINGS_FIRST';
      }
    >
  /** It was looked at whether an attempt ended the suffering. */
  | Event<
      'MitigationVerified',
      Named & { readonly outcome: MitigationOutcome; readonly observation?: string }
    >
  /** An attempt to end the suffering was given up. */
  | Event<'MitigationAbandoned', Named & { readonly reason: string }>;

export interface Mitigation extends Required<Pick<Attempt, 'kind' | 'description'>> {
  readonly id: string;
  readonly deploymentId: string | null;
  readonly status: MitigationStatus;
  readonly startedBy: Actor;
  readonly startedAt: string;
  /** Who verified or abandoned it; null while it is in progress. */
  readonly endedBy: Actor | null;
  readonly endedAt: string | null;
  /** What was observed when it was verified, or why it was abandoned. */
  readonly remark: string | null;
  /** Why it was started beside another one; null where it was not. */
  readonly overrideReason: string | null;
  /** Whether it is a code fix that was begun before any of the easy things was tried. */
  readonly easyThingsUntried: boolean;
}

export interface MitigationsState {
  /** Every attempt, in the order of their starts. */
  readonly mitigations: readonly Mitigation[];
}

/** Attempts to take the effect off the users: one change at a time, and easy things first. */
export const mitigations: Capability<
  IncidentCore,
  MitigationsState,
  MitigationCommand,
  MitigationEvent,
  LifecycleEvent
> = {
  initial: { mitigations: [] },
  decide: {
    StartMitigation({ overrideReason, ...attempt }, incident, { newId }) {
      mustBeOpen(incident);
      if (attempt.deploymentId !== undefined && attempt.kind !== 'ROLLBACK') throw refusal('NOT_A_ROLLBACK');
      const other = incident.mitigations.findLast(({ status }) => status === 'IN_PROGRESS');
      if (other && overrideReason === undefined) throw inProgress(other);
      return [
        {
          type: 'MitigationStarted',
          data: {
            mitigationId: newId(),
            ...attempt,
            ...(other && overrideReason !== undefined && { overrideReason }),
            ...(skipsEasyThings(attempt, incident) && { reminder: 'EASY_THINGS_FIRST' }),
          },
        },
        ...acknowledgedBy(incident, 'starting a mitigation'),
      ];
    },
    // What came of an attempt is said whenever it is known, also of an incident that is over by then: were it
    // refused, the incident would have to be reopened and its times would move.
    VerifyMitigation({ mitigationId, outcome, observation }, incident) {
      const { kind, description, status } = mitigationOf(incident, mitigationId);
      if (status === outcome) return [];
      if (status !== 'IN_PROGRESS') throw refusal('MITIGATION_ENDED');
      return [
        {
          type: 'MitigationVerified',
          data: {
            mitigationId,
            kind,
            description,
            outcome,
            ...(observation !== undefined && { observation }),
          },
        },
      ];
    },
    AbandonMitigation({ mitigationId, reason }, incident) {
      const { kind, description, status } = mitigationOf(incident, mitigationId);
      if (status === 'ABANDONED') return [];
      if (status !== 'IN_PROGRESS') throw refusal('MITIGATION_ENDED');
      return [{ type: 'MitigationAbandoned', data: { mitigationId, kind, description, reason } }];
    },
  },
  evolve: {
    MitigationStarted: (incident, { mitigationId, kind, description, ...rest }, facts) => ({
      mitigations: [
        ...incident.mitigations,
        {
          id: mitigationId,
          kind,
          description,
          deploymentId: rest.deploymentId ?? null,
          status: 'IN_PROGRESS',
          startedBy: whoActs(facts),
          startedAt: facts.occurredAt,
          endedBy: null,
          endedAt: null,
          remark: null,
          overrideReason: rest.overrideReason ?? null,
          easyThingsUntried: rest.reminder === 'EASY_THINGS_FIRST',
        },
      ],
    }),
    MitigationVerified: (incident, { mitigationId, outcome, observation }, facts) =>
      ended(incident, mitigationId, { status: outcome, remark: observation ?? null }, facts),
    MitigationAbandoned: (incident, { mitigationId, reason }, facts) =>
      ended(incident, mitigationId, { status: 'ABANDONED', remark: reason }, facts),
  },
  describe: {
    MitigationStarted: ({ kind, description, deploymentId, deployment, overrideReason, reminder }) =>
      [
        `${titles[kind]} started: ${excerpt(description)}`,
        ...(deploymentId === undefined
          ? []
          : [`takes back the ${deploymentInWords({ deploymentId, deployment })}`]),
        ...(overrideReason === undefined
          ? []
          : [`beside another change by override: ${excerpt(overrideReason)}`]),
        ...(reminder === undefined
          ? []
          : ['reminder: easy things first, no rollback, failover, feature flag or cache was tried']),
      ].join(' · '),
    MitigationVerified: ({ kind, description, outcome, observation }) =>
      withReason(`${titles[kind]} ${outcomes[outcome]} (${excerpt(description)})`, observation),
    MitigationAbandoned: ({ kind, description, reason }) =>
      withReason(`${titles[kind]} abandoned (${excerpt(description)})`, reason),
  },
};

const ended = (
  { mitigations }: MitigationsState,
  mitigationId: string,
  end: Pick<Mitigation, 'status' | 'remark'>,
  facts: EventFacts,
): MitigationsState => ({
  mitigations: mitigations.map((mitigation) =>
    mitigation.id === mitigationId
      ? { ...mitigation, ...end, endedBy: whoActs(facts), endedAt: facts.occurredAt }
      : mitigation,
  ),
});

const skipsEasyThings = ({ kind }: Attempt, { mitigations }: MitigationsState): boolean =>
  kind === 'CODE_FIX' && !mitigations.some((tried) => easyThings.includes(tried.kind));

const inProgress = ({ id, kind, description }: Mitigation) =>
  refusal(
    'MITIGATION_IN_PROGRESS',
    `${titles[kind]} “${excerpt(description)}” (${id}) is in progress. Verify or abandon it first (verifyMitigation, abandonMitigation), or override the rule with a reason (overrideReason).`,
  );

function mitigationOf({ mitigations }: MitigationsState, mitigationId: string): Mitigation {
  const mitigation = mitigations.find(({ id }) => id === mitigationId);
  if (!mitigation) throw refusal('MITIGATION_NOT_FOUND');
  return mitigation;
}
