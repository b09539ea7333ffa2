import type { Service } from '#catalog';
import type { Deployment } from '#deployment';
import type { CauseCategory, Impact, ImpactWindow, Incident, MadePromise, Mitigation } from '#incident';

/**
 * What the numbers need to know of an incident. No words of people are among it but its reference, which is shown
 * and never read, so that an edited text cannot move a number.
 */
export interface IncidentFacts extends Pick<
  Incident,
  | 'id'
  | 'severity'
  | 'services'
  | 'status'
  | 'drill'
  | 'detectedBy'
  | 'milestones'
  | 'reopens'
  | 'clearedDeployments'
> {
  /** `INC-42`; null where it is not known yet. */
  readonly reference: string | null;
  /** The asker may not see it. For them it does not exist: no number counts it, nothing lists it as left out. */
  readonly hidden: boolean;
  /** Null where nobody has said. */
  readonly causeCategory: CauseCategory | null;
  /** Ids of the deployments that people blame for it, without those whose blame was withdrawn. */
  readonly blamedDeployments: readonly string[];
  /** The earlier incident that it repeats; null where it is not known to repeat any. */
  readonly recurrenceOf: EarlierIncident | null;
  /** What users lost, without what was withdrawn. */
  readonly impacts: readonly ImpactFacts[];
  /** In the order of their starts. */
  readonly rollbacks: readonly RollbackFacts[];
  /** What the policy that it is held to asks of them. */
  readonly rollbackWithinSeconds: number;
  /** What its updates promised, in the order in which they were published. */
  readonly promises: readonly MadePromise[];
  /** Null where nobody ever required one. When it was published is among the milestones. */
  readonly postmortem: PostmortemFacts | null;
}

/** An incident that another repeats; nameless for an asker who may not see it. */
export interface EarlierIncident {
  readonly incidentId: string | null;
  readonly reference: string | null;
}

export type ImpactFacts = ImpactWindow & Pick<Impact, 'id'>;

/** A deployment being taken back, as the response tells of it. */
export type RollbackFacts = Pick<Mitigation, 'id' | 'deploymentId' | 'status' | 'startedAt' | 'endedAt'>;

export interface PostmortemFacts {
  /** As it was set last. */
  readonly dueAt: string;
  /** As it was before anybody moved it by hand. */
  readonly firstDueAt: string;
  readonly waived: boolean;
}

/** What the numbers need to know of a deployment. */
export type DeploymentFacts = Pick<
  Deployment,
  | 'id'
  | 'service'
  | 'environment'
  | 'version'
  | 'purpose'
  | 'commits'
  | 'outcome'
  | 'startedAt'
  | 'finishedAt'
  | 'rolledBackAt'
>;

/** What the numbers need to know of a service of the catalog. */
export type ServiceFacts = Pick<Service, 'name' | 'team' | 'availabilityTarget' | 'retiredAt'>;

/** All that is known, in any order. */
export interface Facts {
  readonly incidents: Iterable<IncidentFacts>;
  readonly deployments: Iterable<DeploymentFacts>;
  /** None unless given. */
  readonly services?: Iterable<ServiceFacts>;
}
