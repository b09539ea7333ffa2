import { type Command, type Event, type Genesis, mustBeNew, mustHaveHappened } from '#decider';
import type { AlertEvent } from './alerts.js';
import { type Checklist, type ChecklistEvent, attaching } from './checklists.js';
import { type Detection, type IncidentCore, type Severity, type Visibility, momentOf } from './core.js';
import { unique } from './details.js';
import type { NamedAlert } from './named.js';
import { termsFrom } from './policy.js';
import type { Recorded, SeverityPolicy } from './severity-policy.js';
import { type VisibilityEvent, firstMembers } from './visibility.js';

/** What is known when an incident is declared. */
interface Declaration {
  /** The incident's UUID, as in its stream's name. */
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  readonly severity: Severity;
  /** The policy of the severity as it stands; the default one, unless given. */
  readonly policy?: Recorded<SeverityPolicy>;
  /** Slugs of the services that it touches; may be empty. */
  readonly services: readonly string[];
  /** Absent where none were given. */
  readonly tags?: readonly string[];
  readonly detectedBy: Detection;
  /** When it was noticed, RFC 3339. */
  readonly detectedAt: string;
  /** When users began to suffer, where known. */
  readonly impactStartedAt?: string;
  readonly security: boolean;
  readonly drill: boolean;
  readonly visibility: Visibility;
}

export type DeclarationCommand = Command<
  'DeclareIncident',
  Omit<Declaration, 'id' | 'detectedAt' | 'policy'> & {
    /** The policy of the severity as it stands; the default one, unless given. */
    readonly policy?: SeverityPolicy;
    /** When it was noticed; when it was declared, unless given. */
    readonly detectedAt?: string;
    /** The alerts that led to it. */
    readonly alerts: readonly NamedAlert[];
    /** Those of the policy; none, unless given. */
    readonly checklists?: readonly Checklist[];
    /** Who may see it, where it is restricted. */
    readonly members?: readonly string[];
  }
>;
/** Somebody, or something, said that there is an incident, and what was known of it. */
export type DeclarationEvent = Event<'IncidentDeclared', Declaration>;

export const declaration: Genesis<
  IncidentCore,
  DeclarationCommand,
  DeclarationEvent,
  AlertEvent | ChecklistEvent | VisibilityEvent
> = {
  decide: {
    DeclareIncident({ alerts, checklists = [], detectedAt, members, ...declared }, incident, context) {
      mustBeNew(incident, 'incident');
      const noticedAt = detectedAt ?? context.occurredAt;
      mustHaveHappened(noticedAt, context);
      mustHaveHappened(declared.impactStartedAt ?? noticedAt, context);
      const services = unique(declared.services);
      const tags = declared.tags && { tags: unique(declared.tags) };
      return [
        {
          type: 'IncidentDeclared',
          data: { id: context.id, ...declared, services, ...tags, detectedAt: noticedAt },
        },
        ...eachOnce(alerts).map((data) => ({ type: 'AlertAttached', data }) as const),
        ...attaching(checklists, { checklists: [] }, context, declared.severity),
        ...firstMembers(declared.visibility, members ?? []),
      ];
    },
  },
  evolve: {
    IncidentDeclared: (_, { detectedAt, impactStartedAt, policy, tags, ...declared }, facts) =>
      Object.assign(declared, {
        policy: termsFrom(policy, declared.severity),
        tags: tags ?? [],
        impactStartedAt: impactStartedAt ?? null,
        status: 'DECLARED' as const,
        milestones: {
          ...(impactStartedAt !== undefined && { IMPACT_STARTED: [impactStartedAt] }),
          DETECTED: [detectedAt],
          DECLARED: [facts.occurredAt],
        },
        reopens: 0,
        termsSince: momentOf(facts),
      }),
  },
  describe: {
    IncidentDeclared: (declared) =>
      `Declared as ${declared.severity}${setApartBy(declared)}: ${declared.title}`,
  },
};

const eachOnce = (alerts: readonly NamedAlert[]): readonly NamedAlert[] => [
  ...new Map(alerts.map((alert) => [alert.alertId, alert])).values(),
];

/** What sets it apart from most incidents, in words. */
function setApartBy({ drill, security, visibility }: Declaration): string {
  const words = [
    ...(drill ? ['drill'] : []),
    ...(security ? ['security'] : []),
    ...(visibility === 'RESTRICTED' ? ['restricted'] : []),
  ];
  return words.length === 0 ? '' : ` (${words.join(', ')})`;
}
