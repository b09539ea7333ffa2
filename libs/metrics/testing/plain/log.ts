/** An event of the log, as far as the plain definition reads it. What an event type's data has is in docs/events.md. */
export interface PlainEvent {
  readonly stream: string;
  readonly type: string;
  readonly data: unknown;
  readonly metadata: { readonly occurredAt: string };
}

/** All that the numbers need to know, as anyone may fold it from the log by docs/events.md alone. */
export interface PlainLog {
  readonly incidents: readonly PlainIncident[];
  readonly deployments: readonly PlainDeployment[];
  readonly services: readonly PlainService[];
}

export interface PlainIncident {
  id: string;
  reference: string;
  severity: string;
  services: readonly string[];
  status: string;
  drill: boolean;
  detectedBy: string;
  cause: { readonly category: string; readonly deploymentId: string | null } | null;
  /** Blamed expressly, apart from the cause. */
  blamed: Set<string>;
  cleared: Set<string>;
  reopens: number;
  /** Each time of each milestone but those of the impact. */
  times: Record<string, string[]>;
  /** What was said of the start of the impact apart from the windows. */
  impactStartedAt: string | null;
  impacts: Map<string, { readonly from: string; readonly until: string | null }>;
}

export interface PlainDeployment {
  id: string;
  service: string;
  environment: string;
  version: string;
  outcome: 'SUCCEEDED' | 'FAILED' | null;
  startedAt: string | null;
  finishedAt: string | null;
  rolledBackAt: string | null;
}

export interface PlainService {
  name: string;
  team: string | null;
  retired: boolean;
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

/** What the data of the event types that matter may have; docs/events.md says which has what. */
interface Data {
  readonly severity: string;
  readonly services: readonly string[];
  readonly drill: boolean;
  readonly detectedBy: string;
  readonly detectedAt: string;
  readonly impactStartedAt?: string;
  readonly to: string;
  readonly category: string;
  readonly deploymentId: string;
  readonly impactId: string;
  readonly from: string;
  readonly until: string | null;
  readonly after: { readonly from: string; readonly until: string | null } | null;
  readonly milestone: string;
  readonly occurrence: number;
  readonly id: string;
  readonly service: string;
  readonly environment: string;
  readonly version: string;
  readonly startedAt: string | null;
  readonly name: string;
  readonly team: string | null;
}

function tellIncident(incidents: Map<string, PlainIncident>, event: PlainEvent): void {
  const { stream, type, metadata } = event;
  // The log holds JSON; each case reads what its type has.
  const data = event.data as Data;
  const at = metadata.occurredAt;
  if (type === 'IncidentDeclared') {
    incidents.set(stream, {
      id: data.id,
      reference: `INC-${incidents.size + 1}`,
      severity: data.severity,
      services: data.services,
      status: 'DECLARED',
      drill: data.drill,
      detectedBy: data.detectedBy,
      cause: null,
      blamed: new Set(),
      cleared: new Set(),
      reopens: 0,
      times: { DECLARED: [at], DETECTED: [data.detectedAt] },
      impactStartedAt: data.impactStartedAt ?? null,
      impacts: new Map(),
    });
  }
  const incident = incidents.get(stream);
  if (!incident) return;
  const reach = (milestone: string) => {
    incident.times[milestone] = [...(incident.times[milestone] ?? []), at];
  };
  const stages: Readonly<Record<string, string>> = {
    IncidentAcknowledged: 'ACKNOWLEDGED',
    IncidentMitigated: 'MITIGATED',
    IncidentResolved: 'RESOLVED',
    IncidentClosed: 'CLOSED',
  };
  const stage = stages[type];
  if (stage !== undefined) {
    incident.status = stage;
    reach(stage);
  }
  switch (type) {
    case 'IncidentReopened':
      incident.status = incident.times['ACKNOWLEDGED'] ? 'ACKNOWLEDGED' : 'DECLARED';
      incident.reopens += 1;
      break;
    case 'IncidentCancelled':
      incident.status = 'CANCELLED';
      break;
    case 'IncidentMerged':
      incident.status = 'MERGED';
      break;
    case 'SeverityChanged':
      incident.severity = data.to;
      break;
    case 'DetailsChanged': {
      const changes = event.data as {
        readonly services?: { readonly to: readonly string[] };
        readonly drill?: { readonly to: boolean };
      };
      if (changes.services) incident.services = changes.services.to;
      if (changes.drill) incident.drill = changes.drill.to;
      break;
    }
    case 'CauseIdentified':
      if (data.category !== 'UNKNOWN' && (incident.cause?.category ?? 'UNKNOWN') === 'UNKNOWN')
        reach('IDENTIFIED');
      incident.cause = {
        category: data.category,
        deploymentId: (event.data as Partial<Data>).deploymentId ?? null,
      };
      break;
    case 'CauseWithdrawn':
      incident.cause = null;
      break;
    case 'DeploymentBlamed':
      incident.cleared.delete(data.deploymentId);
      incident.blamed.add(data.deploymentId);
      break;
    case 'DeploymentCleared':
      incident.blamed.delete(data.deploymentId);
      incident.cleared.add(data.deploymentId);
      if (incident.cause?.deploymentId === data.deploymentId)
        incident.cause = { ...incident.cause, deploymentId: null };
      break;
    case 'UpdatePublished':
      if (!incident.times['FIRST_UPDATE']) reach('FIRST_UPDATE');
      break;
    case 'PostmortemPublished':
      reach('POSTMORTEM_PUBLISHED');
      break;
    case 'ImpactRecorded':
    case 'ImpactEnded':
      incident.impacts.set(data.impactId, data);
      break;
    case 'ImpactCorrected':
      if (data.after) incident.impacts.set(data.impactId, data.after);
      else incident.impacts.delete(data.impactId);
      break;
    case 'MilestoneCorrected':
      if (data.milestone === 'IMPACT_STARTED') incident.impactStartedAt = data.to;
      else incident.times[data.milestone]?.splice(data.occurrence - 1, 1, data.to);
      break;
  }
}

function tellDeployment(deployments: Map<string, PlainDeployment>, event: PlainEvent): void {
  const { stream, type, metadata } = event;
  // The log holds JSON; every event of a deployment says all that is known of it.
  const { environment, id, service, startedAt, version } = event.data as Data;
  const { outcome = null, finishedAt = null, rolledBackAt = null } = deployments.get(stream) ?? {};
  const known = { id, service, environment, version, startedAt, outcome, finishedAt, rolledBackAt };
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
  const { name, team } = data as Data;
  const before = services.get(stream);
  if (type === 'ServiceRetired') services.set(stream, { name, team: before?.team ?? null, retired: true });
  else
    services.set(stream, { name, team, retired: before?.retired === true && type !== 'ServiceRegistered' });
}
