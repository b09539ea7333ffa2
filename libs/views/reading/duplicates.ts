import {
  type Viewer,
  type Compared,
  type Likeness,
  beganAt,
  isOpen,
  resemblance,
  statuses,
  tellingWords,
} from '#incident';
import type { Alerts } from './alerts.js';
import type { IncidentFilter } from './incident-filter.js';
import type { IncidentDocument } from './incident-document.js';
import type { Incidents } from './incidents.js';

/** An open incident that may be the same as another, and why. */
export interface PossibleDuplicate {
  readonly incident: IncidentDocument;
  readonly reasons: readonly Likeness[];
  readonly why: string;
}

/** How many incidents are looked at for each reason, and how many alerts of each. */
const LOOKED_AT = 20;
const ALERTS_LOOKED_AT = 5;
const NEAR_MS = 2 * 3_600_000;
const OPEN = statuses.filter((status) => isOpen({ status }));

/** Which open incidents may be one, as a suggestion to people. */
export class Duplicates {
  constructor(
    private readonly incidents: Incidents,
    private readonly alerts: Alerts,
  ) {}

  /** Of those that the viewer may see, the most alike first, and at most so many; none of an incident that is over. */
  of(incident: IncidentDocument, viewer: Viewer, most: number): PossibleDuplicate[] {
    if (!isOpen(incident)) return [];
    const compared = this.#compared(incident);
    return this.#candidates(incident, compared, viewer)
      .flatMap((candidate) => {
        const found = resemblance(compared, this.#compared(candidate));
        return found ? [{ candidate, ...found }] : [];
      })
      .sort((one, other) => other.score - one.score || one.candidate.number - other.candidate.number)
      .slice(0, most)
      .map(({ candidate, reasons, why }) => ({ incident: candidate, reasons, why }));
  }

  /** An exercise is no duplicate of an incident: the two cannot be merged. */
  #candidates(incident: IncidentDocument, { texts }: Compared, viewer: Viewer): IncidentDocument[] {
    const { drill } = incident;
    const words = tellingWords(texts);
    const declared = aroundDeclarationsNear(incident);
    const filters: IncidentFilter[] = [
      ...(incident.alerts.length > 0 ? [{ alerts: incident.alerts.slice(0, LOOKED_AT) }] : []),
      ...(incident.services.length > 0 ? [{ services: incident.services, declared }] : []),
      ...(words.length > 0 ? [{ titleWords: words }] : []),
    ];
    const found = filters.flatMap((filter) =>
      this.incidents
        .page({ filter: { ...filter, statuses: OPEN, drill }, page: { first: LOOKED_AT + 1 } }, viewer)
        .edges.map(({ node }) => node),
    );
    return [...new Map(found.map((each) => [each.id, each])).values()].filter(({ id }) => id !== incident.id);
  }

  #compared({ title, services, milestones, alerts }: IncidentDocument): Compared {
    const titles = alerts
      .slice(0, ALERTS_LOOKED_AT)
      .map((id) => this.alerts.find(id)?.title)
      .filter((found) => found !== undefined);
    return { services, milestones, alerts, texts: [title, ...titles] };
  }
}

/** When others were declared that began near in time: not before that, and mostly soon after. */
function aroundDeclarationsNear({ milestones, declaredAt }: IncidentDocument): { from: string; to: string } {
  const began = Date.parse(beganAt(milestones) ?? declaredAt);
  return {
    from: new Date(began - NEAR_MS).toISOString(),
    to: new Date(Math.max(began, Date.parse(declaredAt)) + 12 * NEAR_MS).toISOString(),
  };
}
