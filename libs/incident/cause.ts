import { type Actor, type Capability, type Command, type Event, type EventFacts, whoActs } from '#decider';
import { type IncidentCore, mustNotBeOver, reached } from './core.js';
import { type NamedDeployment, deploymentInWords } from './named.js';
import { excerpt } from './wording.js';

export const causeCategories = [
  'CODE_CHANGE',
  'CONFIG_CHANGE',
  'INFRASTRUCTURE',
  'CAPACITY',
  'THIRD_PARTY',
  'DATA',
  'SECURITY',
  'HUMAN_ERROR',
  'UNKNOWN',
] as const;
export type CauseCategory = (typeof causeCategories)[number];

export const confidences = ['LOW', 'MEDIUM', 'HIGH'] as const;
/** How sure those are who name the cause. */
export type Confidence = (typeof confidences)[number];

/** What caused it, and the deployment to blame, where one is. */
interface Finding {
  readonly category: CauseCategory;
  readonly description: string;
  readonly confidence: Confidence;
  readonly deploymentId?: string;
}

/** A finding, with what is known of the deployment. */
type NamedFinding = Finding & Pick<NamedDeployment, 'deployment'>;

/** A cause identified takes the place of the one before, and its blame with it. */
export type CauseCommand =
  Command<'IdentifyCause', NamedFinding> | Command<'WithdrawCause', { reason: string }>;
export type CauseEvent =
  /** It is known, or believed, what caused the incident. It takes the place of what was believed before. */
  | Event<'CauseIdentified', NamedFinding>
  /** What was believed to be the cause is not. With what was withdrawn. */
  | Event<'CauseWithdrawn', Finding & { readonly reason: string }>;

export interface Cause extends Required<Omit<Finding, 'deploymentId'>> {
  readonly deploymentId: string | null;
  readonly identifiedBy: Actor;
  readonly identifiedAt: string;
}

export interface BlamedDeployment {
  readonly deploymentId: string;
  /** Whether the blame comes with the cause, and goes with it; else somebody blamed the deployment expressly. */
  readonly byCause: boolean;
  readonly reason: string | null;
  readonly blamedBy: Actor;
  readonly blamedAt: string;
}

export interface CauseState {
  /** Null while no cause is identified. */
  readonly cause: Cause | null;
  /** The deployments that the incident blames, each once. */
  readonly blamedDeployments: readonly BlamedDeployment[];
}

/** Whether it is known what caused the incident. */
export const isCauseKnown = ({ cause }: Pick<CauseState, 'cause'>): boolean =>
  cause !== null && cause.category !== 'UNKNOWN';

export const cause: Capability<IncidentCore, CauseState, CauseCommand, CauseEvent> = {
  initial: { cause: null, blamedDeployments: [] },
  decide: {
    IdentifyCause(finding, incident) {
      mustNotBeOver(incident);
      const same = incident.cause !== null && isSame(finding, findingOf(incident.cause));
      return same ? [] : [{ type: 'CauseIdentified', data: finding }];
    },
    // Taking back what proved wrong is a correction, which is possible in every status.
    WithdrawCause: ({ reason }, incident) =>
      incident.cause === null
        ? []
        : [{ type: 'CauseWithdrawn', data: { ...findingOf(incident.cause), reason } }],
  },
  evolve: {
    CauseIdentified(incident, { category, description, confidence, deploymentId }, facts) {
      const identified = {
        cause: {
          category,
          description,
          confidence,
          deploymentId: deploymentId ?? null,
          identifiedBy: whoActs(facts),
          identifiedAt: facts.occurredAt,
        },
        blamedDeployments: withBlameOf(deploymentId, description, incident, facts),
      };
      return isCauseKnown(identified) && !isCauseKnown(incident)
        ? { ...identified, milestones: reached(incident, 'IDENTIFIED', facts.occurredAt) }
        : identified;
    },
    CauseWithdrawn: (incident) => ({ cause: null, blamedDeployments: expresslyBlamed(incident) }),
  },
  describe: {
    CauseIdentified: ({ deploymentId, deployment, ...finding }) =>
      [
        `Cause identified: ${inWords(finding)}`,
        ...(deploymentId === undefined ? [] : [`${deploymentInWords({ deploymentId, deployment })} blamed`]),
      ].join(' · '),
    CauseWithdrawn: ({ reason, ...finding }) =>
      `Cause withdrawn: ${excerpt(reason)}; it was given as ${inWords(finding)}`,
  },
};

/** The deployments that somebody blamed expressly, whatever the cause says. */
export const expresslyBlamed = ({ blamedDeployments }: CauseState): readonly BlamedDeployment[] =>
  blamedDeployments.filter(({ byCause }) => !byCause);

function withBlameOf(
  deploymentId: string | undefined,
  reason: string,
  incident: CauseState,
  facts: EventFacts,
): readonly BlamedDeployment[] {
  const express = expresslyBlamed(incident);
  if (deploymentId === undefined || express.some((blamed) => blamed.deploymentId === deploymentId))
    return express;
  const blamed = { deploymentId, byCause: true, reason };
  return [...express, { ...blamed, blamedBy: whoActs(facts), blamedAt: facts.occurredAt }];
}

const findingOf = ({ category, description, confidence, deploymentId }: Cause): Finding => ({
  category,
  description,
  confidence,
  ...(deploymentId !== null && { deploymentId }),
});

const isSame = (one: Finding, other: Finding): boolean =>
  one.category === other.category &&
  one.description === other.description &&
  one.confidence === other.confidence &&
  one.deploymentId === other.deploymentId;

const inWords = ({ category, description, confidence }: Finding): string =>
  `${category.toLowerCase().replace('_', ' ')} (${confidence.toLowerCase()} confidence): ${excerpt(description)}`;
