import type { PlainEvent } from './event.js';

/** A stretch of time in which users had less of a service. */
export interface PlainImpact {
  readonly service: string;
  readonly level: string;
  readonly from: string;
  readonly until: string | null;
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
  impacts: Map<string, PlainImpact>;
  rollbacks: Map<string, PlainRollback>;
  updates: PlainUpdate[];
  /** Null where nobody ever required one. */
  postmortem: { readonly dueAt: string; readonly firstDueAt: string; readonly waived: boolean } | null;
  recurrenceOf: { readonly incidentId: string; readonly reference: string } | null;
  /** By the policy that it is held to. */
  rollbackWithinSeconds: number;
}

interface PlainRollback {
  readonly deploymentId: string | null;
  readonly startedAt: string;
  readonly endedAt: string | null;
  /** How it was verified; null while it was not, and where it was given up. */
  readonly outcome: string | null;
}

interface PlainUpdate {
  readonly updateId: string;
  readonly audience: string;
  readonly publishedAt: string;
  /** When it promised the next one; null where it promised none. */
  readonly promisedFor: string | null;
}

/** What the data of the event types that matter may have; docs/events.md says which has what. */
interface Data extends PlainImpact {
  readonly id: string;
  readonly severity: string;
  readonly services: readonly string[];
  readonly drill: boolean;
  readonly detectedBy: string;
  readonly detectedAt: string;
  readonly impactStartedAt?: string;
  readonly policy?: { readonly rollbackWithinSeconds?: number };
  readonly to: string;
  readonly category: string;
  readonly deploymentId: string;
  readonly impactId: string;
  readonly after: PlainImpact | null;
  readonly milestone: string;
  readonly occurrence: number;
  readonly mitigationId: string;
  readonly kind: string;
  readonly outcome: string;
  readonly updateId: string;
  readonly audience: string;
  readonly nextUpdateDueAt?: string;
  readonly dueAt: string;
  readonly previousDueAt?: string;
  readonly incidentId: string;
  readonly reference: string;
}

/** What an incident declares, before anything else happens to it. */
const declared = (data: Data, at: string, number: number): PlainIncident => ({
  id: data.id,
  reference: `INC-${number}`,
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
  rollbacks: new Map(),
  updates: [],
  postmortem: null,
  recurrenceOf: null,
  rollbackWithinSeconds: data.policy?.rollbackWithinSeconds ?? 300,
});

const stages: Readonly<Record<string, string>> = {
  IncidentAcknowledged: 'ACKNOWLEDGED',
  IncidentMitigated: 'MITIGATED',
  IncidentResolved: 'RESOLVED',
  IncidentClosed: 'CLOSED',
};

export function tellIncident(incidents: Map<string, PlainIncident>, event: PlainEvent): void {
  const { stream, type, metadata } = event;
  // The log holds JSON; each case reads what its type has.
  const data = event.data as Data;
  const at = metadata.occurredAt;
  if (type === 'IncidentDeclared') incidents.set(stream, declared(data, at, incidents.size + 1));
  const incident = incidents.get(stream);
  if (!incident) return;
  const reach = (milestone: string) => {
    incident.times[milestone] = [...(incident.times[milestone] ?? []), at];
  };
  const stage = stages[type];
  if (stage !== undefined) {
    if (stage !== 'ACKNOWLEDGED' || incident.status !== 'MITIGATED') incident.status = stage;
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
      incident.rollbackWithinSeconds = data.policy?.rollbackWithinSeconds ?? 300;
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
    case 'MilestoneCorrected':
      if (data.milestone === 'IMPACT_STARTED') incident.impactStartedAt = data.to;
      else incident.times[data.milestone]?.splice(data.occurrence - 1, 1, data.to);
      break;
    default:
      tellWork(incident, type, data, at);
  }
}

/** What is done in the course of an incident, which leaves what it is as it was. */
function tellWork(incident: PlainIncident, type: string, data: Data, at: string): void {
  const { impacts, postmortem, rollbacks, times, updates } = incident;
  const rollback = rollbacks.get(data.mitigationId);
  switch (type) {
    case 'UpdatePublished': {
      const first = times['FIRST_UPDATE']?.[0];
      updates.push({
        updateId: data.updateId,
        audience: data.audience,
        publishedAt: at,
        promisedFor: data.nextUpdateDueAt ?? null,
      });
      if (first === undefined || new Date(at) < new Date(first)) times['FIRST_UPDATE'] = [at];
      break;
    }
    case 'ImpactRecorded':
    case 'ImpactEnded':
      impacts.set(data.impactId, data);
      break;
    case 'ImpactCorrected':
      if (data.after) impacts.set(data.impactId, data.after);
      else impacts.delete(data.impactId);
      break;
    case 'MitigationStarted':
      if (data.kind === 'ROLLBACK')
        rollbacks.set(data.mitigationId, {
          deploymentId: (data as Partial<Data>).deploymentId ?? null,
          startedAt: at,
          endedAt: null,
          outcome: null,
        });
      break;
    case 'MitigationVerified':
      if (rollback) rollbacks.set(data.mitigationId, { ...rollback, endedAt: at, outcome: data.outcome });
      break;
    case 'MitigationAbandoned':
      if (rollback) rollbacks.set(data.mitigationId, { ...rollback, endedAt: at });
      break;
    case 'PostmortemDueSet': {
      const first = data.previousDueAt === undefined ? undefined : postmortem?.firstDueAt;
      incident.postmortem = { dueAt: data.dueAt, firstDueAt: first ?? data.dueAt, waived: false };
      break;
    }
    case 'PostmortemWaived':
      if (postmortem) incident.postmortem = { ...postmortem, waived: true };
      break;
    case 'PostmortemPublished':
      times['POSTMORTEM_PUBLISHED'] = [...(times['POSTMORTEM_PUBLISHED'] ?? []), at];
      break;
    case 'RecurrenceLinked':
      incident.recurrenceOf = { incidentId: data.incidentId, reference: data.reference };
      break;
    case 'RecurrenceUnlinked':
      incident.recurrenceOf = null;
      break;
  }
}
