import type { Command, Event, Genesis } from '#decider';
import { type Known, type Report, knownBy } from './report.js';
import { refusal } from './rules.js';

export const deploymentStatuses = ['STARTED', 'SUCCEEDED', 'FAILED', 'ROLLED_BACK'] as const;
export type DeploymentStatus = (typeof deploymentStatuses)[number];

export const outcomes = ['SUCCEEDED', 'FAILED'] as const;
/** Whether it reached its environment. */
export type Outcome = (typeof outcomes)[number];

export type DeploymentCommand =
  | Command<'StartDeployment', Report>
  | Command<'SucceedDeployment', Report>
  | Command<'FailDeployment', Report & { readonly reason?: string }>
  | Command<'RollBackDeployment', Report & { readonly reason?: string }>;

export type DeploymentEvent =
  /** A tool said that a deployment began. */
  | Event<'DeploymentStarted', Known>
  /** A tool said that a deployment reached its environment. */
  | Event<'DeploymentSucceeded', Known>
  /** A tool said that a deployment did not reach its environment. */
  | Event<'DeploymentFailed', Known & { readonly reason: string | null }>
  /** A tool said that a deployment was taken back. */
  | Event<'DeploymentRolledBack', Known & { readonly reason: string | null }>;

/** How far it came. Reports arrive in any order: the status is the furthest stage that one told of. */
interface Progress {
  readonly status: DeploymentStatus;
  /** Null while it runs, and where it was rolled back before anybody told how it ended. */
  readonly outcome: Outcome | null;
  readonly finishedAt: string | null;
  readonly failureReason: string | null;
  readonly rolledBackAt: string | null;
  readonly rollbackReason: string | null;
}

export type Deployment = Known & Progress;

/**
 * A deployment is what tools report of it: that it started, how it ended, and that it was rolled back. Each of the
 * three is recorded once, in whatever order they are heard; only the two outcomes exclude each other.
 */
export const progress: Genesis<Deployment, DeploymentCommand, DeploymentEvent> = {
  decide: {
    StartDeployment(report, deployment, context) {
      const startedAt = report.startedAt ?? context.occurredAt;
      const known = knownBy({ ...report, startedAt }, deployment, context);
      return deployment?.startedAt == null ? [{ type: 'DeploymentStarted', data: known }] : [];
    },
    SucceedDeployment(report, deployment, context) {
      const known = knownBy(report, deployment, context);
      if (deployment?.outcome === 'FAILED') throw refusal('DEPLOYMENT_FAILED');
      return deployment?.outcome === 'SUCCEEDED' ? [] : [{ type: 'DeploymentSucceeded', data: known }];
    },
    FailDeployment({ reason = null, ...report }, deployment, context) {
      const known = knownBy(report, deployment, context);
      if (deployment?.outcome === 'SUCCEEDED') throw refusal('DEPLOYMENT_SUCCEEDED');
      return deployment?.outcome === 'FAILED'
        ? []
        : [{ type: 'DeploymentFailed', data: { ...known, reason } }];
    },
    RollBackDeployment({ reason = null, ...report }, deployment, context) {
      const known = knownBy(report, deployment, context);
      return deployment?.rolledBackAt == null
        ? [{ type: 'DeploymentRolledBack', data: { ...known, reason } }]
        : [];
    },
  },
  evolve: {
    DeploymentStarted: (deployment, known) => come(deployment, known, {}),
    DeploymentSucceeded: (deployment, known, { occurredAt }) =>
      come(deployment, known, { outcome: 'SUCCEEDED', finishedAt: occurredAt }),
    DeploymentFailed: (deployment, { reason, ...known }, { occurredAt }) =>
      come(deployment, known, { outcome: 'FAILED', finishedAt: occurredAt, failureReason: reason }),
    DeploymentRolledBack: (deployment, { reason, ...known }, { occurredAt }) =>
      come(deployment, known, { rolledBackAt: occurredAt, rollbackReason: reason }),
  },
  describe: {
    DeploymentStarted: (known) => `${what(known)} started`,
    DeploymentSucceeded: (known) => `${what(known)} succeeded`,
    DeploymentFailed: ({ reason, ...known }) => withReason(`${what(known)} failed`, reason),
    DeploymentRolledBack: ({ reason, ...known }) => withReason(`${what(known)} rolled back`, reason),
  },
};

const begun: Progress = {
  status: 'STARTED',
  outcome: null,
  finishedAt: null,
  failureReason: null,
  rolledBackAt: null,
  rollbackReason: null,
};

function come(deployment: Deployment | undefined, known: Known, stage: Partial<Progress>): Deployment {
  const progress = { ...begun, ...deployment, ...known, ...stage };
  const status = progress.rolledBackAt === null ? (progress.outcome ?? 'STARTED') : 'ROLLED_BACK';
  return { ...progress, status };
}

const what = ({ service, environment, version, purpose }: Known): string =>
  `${purpose === 'REMEDIATION' ? 'Remedial deployment' : 'Deployment'} of ${service} ${version} to ${environment}`;

const withReason = (sentence: string, reason: string | null): string =>
  reason === null ? sentence : `${sentence}: ${reason}`;
