import type { PlainEvent } from './event.js';
import { type PlainIncident, tellIncident } from './incident.js';

/** All that the numbers need to know, as anyone may fold it from the log by docs/events.md alone. */
export interface PlainLog {
  readonly incidents: readonly PlainIncident[];
  readonly deployments: readonly PlainDeployment[];
  readonly services: readonly PlainService[];
}

export interface PlainDeployment {
  readonly id: string;
  readonly service: string;
  readonly environment: string;
  readonly version: string;
  readonly purpose: string;
  readonly commits: readonly { readonly sha: string; readonly committedAt: string }[];
  readonly outcome: 'SUCCEEDED' | 'FAILED' | null;
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
  readonly rolledBackAt: string | null;
}

export interface PlainService {
  readonly name: string;
  readonly team: string | null;
  readonly availabilityTarget: number | null;
  readonly retired: boolean;
}

/** Reads a log from its first event to its last, and nothing else. */
export function plainLog(events: Iterable<PlainEvent>): PlainLog {
  const incidents = new Map<string, PlainIncident>();
  const deployments = new Map<string, PlainDeployment>();
  const services = new Map<string, PlainService>();
  for (const event of events) {
    if (event.stream.startsWith('incident-')) tellIncident(incidents, event);
    if (event.stream.startsWith('deployment-')) tellDeployment(deployments, event);
    if (event.stream.startsWith('service-')) tellService(services, event);
  }
  return {
    incidents: [...incidents.values()],
    deployments: [...deployments.values()],
    services: [...services.values()],
  };
}

/** Every event of a deployment says all that is known of it. */
function tellDeployment(deployments: Map<string, PlainDeployment>, event: PlainEvent): void {
  const { stream, type, metadata } = event;
  // The log holds JSON.
  const { commits, environment, id, purpose, service, startedAt, version } = event.data as PlainDeployment;
  const { outcome = null, finishedAt = null, rolledBackAt = null } = deployments.get(stream) ?? {};
  const described = { id, service, environment, version, purpose, commits, startedAt };
  const known = { ...described, outcome, finishedAt, rolledBackAt };
  const at = metadata.occurredAt;
  if (type === 'DeploymentSucceeded')
    deployments.set(stream, { ...known, outcome: 'SUCCEEDED', finishedAt: at });
  else if (type === 'DeploymentFailed')
    deployments.set(stream, { ...known, outcome: 'FAILED', finishedAt: at });
  else if (type === 'DeploymentRolledBack') deployments.set(stream, { ...known, rolledBackAt: at });
  else deployments.set(stream, known);
}

function tellService(services: Map<string, PlainService>, { data, type, stream }: PlainEvent): void {
  // The log holds JSON.
  const { name, team, availabilityTarget } = data as PlainService;
  const before = services.get(stream);
  if (type !== 'ServiceRetired') {
    const retired = before?.retired === true && type !== 'ServiceRegistered';
    services.set(stream, { name, team, availabilityTarget, retired });
  } else if (before) services.set(stream, { ...before, retired: true });
}
