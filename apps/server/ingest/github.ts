import { toMilliseconds } from '../graphql/instant.js';
import {
  type Deployment,
  DeploymentCreated,
  DeploymentStatusCreated,
  type Repository,
  type State,
} from './github-payload.js';
import { MalformedPayload, isWebAddress, mustHavePassed, readPayload, toLine, toName } from './payload.js';

/** A deployment as GitHub reported it. */
export interface ReportedDeployment {
  /** Names the deployment: `github:<owner>/<repository>:<id>`. */
  readonly key: string;
  readonly outcome: 'STARTED' | 'SUCCEEDED' | 'FAILED';
  /** `service` of the deployment's own payload, or else the repository's name. */
  readonly service: string;
  /** The environment that it was created for. */
  readonly environment: string;
  /** The ref that was deployed where it reads like a version (`v1.4.0`), or else the commit. */
  readonly version: string;
  readonly commit: string;
  /** The log of the deployment, or else the commit's page: whichever a web address was given of. */
  readonly url?: string;
  /** When it came to this outcome, RFC 3339, UTC, with milliseconds. */
  readonly occurredAt: string;
}

/** What a delivery says: a deployment to record, or why there is nothing to record. */
export type GitHubDelivery =
  { readonly deployment: ReportedDeployment } | { readonly nothingToRecord: string };

/**
 * What a delivery of GitHub's webhook says, as
 * https://docs.github.com/en/webhooks/webhook-events-and-payloads has `deployment` and `deployment_status`.
 *
 * @param event the header `X-GitHub-Event`; empty where there is none
 * @param now by which a delivery of what has not happened yet is refused
 * @throws MalformedPayload
 */
export function readGitHub(
  event: string,
  body: unknown,
  now: string = new Date().toISOString(),
): GitHubDelivery {
  switch (event) {
    case 'deployment':
      return started(readPayload(DeploymentCreated, body), now);
    case 'deployment_status':
      return changed(readPayload(DeploymentStatusCreated, body), now);
    case '':
      throw new MalformedPayload([
        { path: 'X-GitHub-Event', message: 'must be sent as a header, as GitHub does' },
      ]);
    default:
      return { nothingToRecord: `The event ${event} says nothing of deployments.` };
  }
}

function started({ deployment, repository }: DeploymentCreated, now: string): GitHubDelivery {
  mustHavePassed([['deployment.created_at', deployment.created_at]], now);
  return {
    deployment: {
      ...identityOf(deployment, repository),
      outcome: 'STARTED',
      ...addressOf(deployment, repository),
      occurredAt: toMilliseconds(deployment.created_at),
    },
  };
}

function changed(
  { deployment, deployment_status, repository }: DeploymentStatusCreated,
  now: string,
): GitHubDelivery {
  const { created_at, log_url, state, target_url } = deployment_status;
  mustHavePassed(
    [
      ['deployment.created_at', deployment.created_at],
      ['deployment_status.created_at', created_at],
    ],
    now,
  );
  const outcome = outcomes[state];
  if (!outcome) return { nothingToRecord: `The state ${state} of a deployment changes nothing.` };
  return {
    deployment: {
      ...identityOf(deployment, repository),
      outcome,
      ...addressOf(deployment, repository, log_url, target_url),
      occurredAt: toMilliseconds(created_at),
    },
  };
}

/** The first that is an address of the web: of those given, or else of the commit's page. */
function addressOf({ sha }: Deployment, { html_url }: Repository, ...given: readonly (string | undefined)[]) {
  const url = [...given, `${html_url}/commit/${sha}`].find((address) => isWebAddress(address));
  return url === undefined ? {} : { url };
}

/** `pending`, `queued` and `waiting` come before the start; `inactive` says that a later deployment took over. */
const outcomes: Readonly<Record<State, ReportedDeployment['outcome'] | undefined>> = {
  pending: undefined,
  queued: undefined,
  waiting: undefined,
  in_progress: 'STARTED',
  success: 'SUCCEEDED',
  failure: 'FAILED',
  error: 'FAILED',
  inactive: undefined,
};

/** What is the same in every delivery about a deployment: a status may rename its environment, not the original one. */
function identityOf(deployment: Deployment, { full_name, name }: Repository) {
  const { environment, id, original_environment, payload, ref, sha } = deployment;
  return {
    key: `github:${full_name}:${id}`,
    service: serviceIn(payload) ?? toName(name),
    environment: toName(original_environment ?? '') || toName(environment),
    version: toLine(/^v?\d+\.\d/.test(ref) ? ref : sha),
    commit: toName(sha),
  };
}

/** `service` of what the deployment was created with: GitHub gives back an object, or JSON in a string. */
function serviceIn(payload: unknown): string | undefined {
  const given = typeof payload === 'string' ? parsed(payload) : payload;
  if (typeof given !== 'object' || given === null || !('service' in given)) return undefined;
  return typeof given.service === 'string' ? toName(given.service) || undefined : undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
