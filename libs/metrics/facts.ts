import type { Service } from '#catalog';
import type { Deployment } from '#deployment';
import type { CauseCategory, Incident } from '#incident';

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
}

/** What the numbers need to know of a deployment. */
export type DeploymentFacts = Pick<
  Deployment,
  | 'id'
  | 'service'
  | 'environment'
  | 'version'
  | 'purpose'
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
