import { causeCategories, detections, isWorkedOn, severities } from '#incident';
import { impactByService } from './availability.js';
import type { IncidentFacts } from './facts.js';
import type { Grouping, Span } from './question.js';
import { type Subject, type Survey, rolloutsAsked } from './survey.js';
import { instantOrNever } from './time.js';

/** What a group has in common; null where there is nothing: no service, no team, no cause that anyone named. */
export type GroupKey = string | null;

/** The part of a survey that is about one group. */
export interface SurveyedGroup {
  readonly key: GroupKey;
  /** What belongs to it, in a sentence. */
  readonly definition: string;
  readonly survey: Survey;
}

const many = 'What touches several counts in the group of each.';
const definitions: Readonly<Record<Grouping, (key: GroupKey) => string>> = {
  SEVERITY: (key) => `Incidents of severity ${key ?? 'none'}, and deployments as they blame them.`,
  SERVICE: (key) =>
    key === null
      ? 'Incidents that touch no service.'
      : `Incidents that touch ${key}, and its deployments. ${many}`,
  TEAM: (key) =>
    key === null
      ? `Incidents that touch no service, or one that no team owns now, and the deployments of such. ${many}`
      : `Incidents that touch a service that ${key} owns now, and the deployments of these. ${many}`,
  CAUSE: (key) =>
    `Incidents ${key === null ? 'of which nobody has said the cause' : `whose cause is ${key}`}, and deployments as they blame them.`,
  DETECTION: (key) =>
    `Incidents that were noticed first by ${key ?? 'nobody'}, and deployments as they blame them.`,
};

/** Each group of a survey. What belongs to several is in each of them. */
export const groupsOf = (survey: Survey, by: Grouping): SurveyedGroup[] =>
  partsOf(survey, by).map((part) => ({ ...part, definition: definitions[by](part.key) }));

type Part = Omit<SurveyedGroup, 'definition'>;

const partsOf = (survey: Survey, by: Grouping): Part[] =>
  by === 'SERVICE' || by === 'TEAM' ? ofServices(survey, ownerIn(survey, by)) : byTrait(survey, traits[by]);

/** Something that each incident has one of. Deployments are in every group, judged by the incidents of the group. */
interface Trait {
  readonly keys: readonly GroupKey[];
  readonly of: (incident: IncidentFacts) => GroupKey;
}

const traits: Readonly<Record<Exclude<Grouping, 'SERVICE' | 'TEAM'>, Trait>> = {
  SEVERITY: { keys: severities, of: ({ severity }) => severity },
  CAUSE: { keys: [...causeCategories, null], of: ({ causeCategory }) => causeCategory },
  DETECTION: { keys: detections, of: ({ detectedBy }) => detectedBy },
};

function byTrait(survey: Survey, { keys, of }: Trait): Part[] {
  const keysOf = (incident: IncidentFacts) => [of(incident)];
  const evidence = partition(survey.evidence.incidents, keysOf);
  const asked = partition(survey.asked.incidents, keysOf);
  const subject = (from: Subject, incidents: readonly IncidentFacts[] = []): Subject => ({
    incidents,
    rollouts: from.rollouts,
  });
  const { severities: among } = survey.filter;
  return keys
    .filter((key) => keys !== severities || among === null || among.some((severity) => severity === key))
    .map((key) => ({
      key,
      survey: {
        ...survey,
        evidence: subject(survey.evidence, evidence.get(key)),
        asked: subject(survey.asked, asked.get(key)),
      },
    }));
}

/** Tells to which group a service belongs. */
type Owner = (service: string) => GroupKey;

function ownerIn({ services }: Survey, by: 'SERVICE' | 'TEAM'): Owner {
  if (by === 'SERVICE') return (service) => service;
  const teams = new Map(services.map(({ name, team }) => [name, team]));
  return (service) => teams.get(service) ?? null;
}

/** A group for each service in use, or its team, and for whatever else the window has. */
function ofServices(survey: Survey, owner: Owner): Part[] {
  const ownersOf = ({ services }: IncidentFacts): ReadonlySet<GroupKey> =>
    new Set(services.length === 0 ? [null] : services.filter(survey.isAsked).map(owner));
  const incidents = partition(survey.asked.incidents, ownersOf);
  const rollouts = partition(survey.asked.rollouts, ({ deployment }) => [owner(deployment.service)]);
  const services = partition(survey.services, ({ name }) => [owner(name)]);
  const keys = new Set<GroupKey>([
    ...[...impactByService(survey).keys()].map(owner),
    ...survey.asked.incidents
      .filter((one) => wentOnIn(survey.span, one))
      .flatMap((one) => [...ownersOf(one)]),
    ...rolloutsAsked(survey).map(({ deployment }) => owner(deployment.service)),
  ]);
  return [...keys].sort(nullLast).map((key) => ({
    key,
    survey: {
      ...survey,
      asked: { incidents: incidents.get(key) ?? [], rollouts: rollouts.get(key) ?? [] },
      services: services.get(key) ?? [],
      isAsked: (service) => survey.isAsked(service) && owner(service) === key,
    },
  }));
}

/** Whether anything of an incident lies in a stretch of time, also what fell due or was tried after it was over. */
function wentOnIn({ from, to }: Span, incident: IncidentFacts): boolean {
  const { milestones, postmortem, promises, rollbacks } = incident;
  const times = [
    ...Object.values(milestones).flat(),
    ...rollbacks.flatMap(({ startedAt, endedAt }) => [startedAt, endedAt ?? startedAt]),
    ...promises.map(({ dueAt }) => dueAt),
    ...(postmortem ? [postmortem.dueAt] : []),
  ].map(instantOrNever);
  return Math.min(...times) < to && (isWorkedOn(incident) || from <= Math.max(...times));
}

function partition<Item>(
  items: Iterable<Item>,
  keysOf: (item: Item) => Iterable<GroupKey>,
): ReadonlyMap<GroupKey, readonly Item[]> {
  const parts = new Map<GroupKey, Item[]>();
  for (const item of items) {
    for (const key of keysOf(item)) {
      const part = parts.get(key);
      if (part) part.push(item);
      else parts.set(key, [item]);
    }
  }
  return parts;
}

const nullLast = (one: GroupKey, other: GroupKey): number => {
  if (one === null || other === null) return Number(one === null) - Number(other === null);
  return one < other ? -1 : Number(one > other);
};
