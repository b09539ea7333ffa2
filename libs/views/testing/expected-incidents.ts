import {
  type Viewer,
  acknowledgeBy,
  declarationTimes,
  isOpen,
  isPostmortemOverdue,
  isUpdateOverdue,
  postmortemDueAt,
  postmortemStatus,
} from '#incident';
import type { TimeWindow } from '../reading/condition.js';
import type {
  FollowUpsOfIncident,
  IncidentFilter,
  IncidentOrderBy,
  PostmortemFilter,
} from '../reading/incident-filter.js';
import type { IncidentDocument } from '../reading/incident-document.js';
import { teams } from './some-incidents.js';

const within = (time: string | undefined, { from, to }: TimeWindow): boolean =>
  (from ?? to) === undefined || (time !== undefined && (from ?? '') <= time && time < (to ?? '~'));
const wordsOf = (incident: IncidentDocument): string[] =>
  [incident.title, incident.summary, ...[...incident.notes, ...incident.updates].map(({ body }) => body)]
    .join(' ')
    .toLowerCase()
    .replaceAll('ä', 'a')
    .split(/[\s-]+/);

function stands(incident: IncidentDocument, { statuses, owed, overdue, due }: PostmortemFilter): boolean {
  const dueAt = postmortemDueAt(incident) ?? undefined;
  return (
    (statuses?.includes(postmortemStatus(incident)) ?? true) &&
    (owed ?? dueAt !== undefined) === (dueAt !== undefined) &&
    (!overdue || isPostmortemOverdue(incident, overdue.now) === overdue.is) &&
    (!due || within(dueAt, due))
  );
}

const titleWordsOf = ({ title }: IncidentDocument): string[] => title.toLowerCase().split(/[\s-]+/);

const isInvolved = ({ roles, participants }: IncidentDocument, someone: string): boolean =>
  [...roles, ...participants].some(({ person }) => person === someone);

function remains({ followUps }: IncidentDocument, { open, overdue }: FollowUpsOfIncident): boolean {
  const undone = followUps.filter(({ status }) => status === 'OPEN');
  const some = undone.length > 0;
  const late = overdue && undone.some(({ dueAt }) => dueAt !== null && dueAt < overdue.now);
  return some === (open ?? some) && (!overdue || late === overdue.is);
}

/** What the filter says, said once more and plainly. */
function meets(incident: IncidentDocument, filter: IncidentFilter, viewer: Viewer): boolean {
  const { statuses, severities, services, tags, search, declared, resolved, roleHolder, overdue } = filter;
  const sought = (search ?? '')
    .toLowerCase()
    .replaceAll('ä', 'a')
    .split(/[\s-]+/);
  return (
    (statuses?.includes(incident.status) ?? true) &&
    (severities?.includes(incident.severity) ?? true) &&
    (services?.some((service) => incident.services.includes(service)) ?? true) &&
    (filter.teams?.some((team) => incident.services.some((service) => teams[team]?.includes(service))) ??
      true) &&
    (filter.involves?.some((person) => isInvolved(incident, person)) ?? true) &&
    (!filter.mine || isInvolved(incident, filter.mine.person) === filter.mine.is) &&
    (filter.detections?.includes(incident.detectedBy) ?? true) &&
    (filter.blamed?.some((id) => incident.blamedDeployments.some((blamed) => blamed.deploymentId === id)) ??
      true) &&
    (!filter.followUps || remains(incident, filter.followUps)) &&
    incident.security === (filter.security ?? incident.security) &&
    (tags?.some((tag) => incident.tags.includes(tag)) ?? true) &&
    sought.every((word) => word === '' || wordsOf(incident).includes(word)) &&
    (!declared || within(incident.declaredAt, declared)) &&
    (!filter.firstSaidBefore || declarationTimes(incident).firstSaid < filter.firstSaidBefore) &&
    (!resolved || within(incident.milestones.RESOLVED?.at(-1), resolved)) &&
    (!roleHolder ||
      incident.roles.some(
        ({ person, role }) => person === roleHolder.person && role === (roleHolder.role ?? role),
      )) &&
    (!overdue || isUpdateOverdue(incident, overdue.now) === overdue.is) &&
    (filter.causes?.some((cause) => cause === incident.cause?.category) ?? true) &&
    (filter.recurrenceOf ?? incident.recurrence?.incidentId) === incident.recurrence?.incidentId &&
    (!filter.postmortem || stands(incident, filter.postmortem)) &&
    (!filter.unacknowledged ||
      (acknowledgeBy(incident) ?? '~') < filter.unacknowledged.now === filter.unacknowledged.is) &&
    (filter.alerts?.some((alert) => incident.alerts.includes(alert)) ?? true) &&
    (filter.titleWords?.some((word) => titleWordsOf(incident).includes(word)) ?? true) &&
    incident.drill === (filter.drill ?? incident.drill) &&
    incident.visibility === (filter.visibility ?? incident.visibility) &&
    (viewer.restricted ||
      incident.visibility === 'ORGANIZATION' ||
      incident.members.includes(viewer.principal))
  );
}

const keys: Readonly<Record<IncidentOrderBy['field'], (incident: IncidentDocument) => string>> = {
  DECLARED_AT: ({ declaredAt }) => declaredAt,
  UPDATED_AT: ({ updatedAt }) => updatedAt,
  SEVERITY: ({ severity, declaredAt }) => severity + declaredAt,
  NEXT_UPDATE_DUE: (incident) => (isOpen(incident) && incident.nextUpdateDueAt) || '~',
  // Where nothing is searched for.
  RELEVANCE: () => '',
};

/** The references of those of `all` that a list must have, in its order, worked out the plain way. */
export function expectedAmong(
  all: readonly IncidentDocument[],
  filter: IncidentFilter,
  viewer: Viewer,
  { field, direction }: IncidentOrderBy,
): string[] {
  const key = keys[field];
  const sorted = all
    .filter((incident) => meets(incident, filter, viewer))
    .sort((one, other) =>
      key(one) < key(other) ? -1 : key(one) > key(other) ? 1 : one.number - other.number,
    );
  return (direction === 'DESC' ? sorted.reverse() : sorted).map(({ reference }) => reference);
}
