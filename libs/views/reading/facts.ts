import { type SqlBool, sql } from 'kysely';
import type { Service } from '#catalog';
import type { Deployment } from '#deployment';
import type { Position } from '#event-log';
import type { Viewer } from '#incident';
import {
  DEFAULT_BLAME_WINDOW_HOURS,
  type DeploymentFacts,
  type IncidentFacts,
  type Facts as MetricsFacts,
  type MetricsQuestion,
  type ServiceFacts,
} from '#metrics';
import type { StoredFacts } from '../projections/incident-facts.js';
import { checkpointIn } from '../status.js';
import type { Incidents } from './incidents.js';
import { type Reader, from } from './reader.js';
import { unhurried } from './unhurried.js';
import { type Sight, visibleTo } from './visibility.js';

/** The part of time that a question is about, as the times in the tables are written. */
interface Span {
  readonly start: string;
  readonly end: string;
  /** Incidents that start before this may be blamed on what was deployed before the end. */
  readonly blameEnd: string;
}

/** What the numbers are computed from, and the last event that it has in it. */
export type FactsAt = MetricsFacts & { readonly position: Position | undefined };

interface FactsOptions {
  readonly reader: Reader;
  /** Tell who may see which. */
  readonly incidents: Pick<Incidents, 'isVisible'>;
  /** What somebody may see here, where that is another than their rights say. */
  readonly sightOf?: (viewer: Viewer) => Sight;
}

/** What the numbers are computed from. */
export class Facts {
  readonly #reader;
  readonly #incidents;
  readonly #sightOf;

  constructor({ incidents, reader, sightOf = (viewer) => viewer }: FactsOptions) {
    this.#reader = reader;
    this.#incidents = incidents;
    this.#sightOf = sightOf;
  }

  /**
   * All that may bear on the question, and little more, of what the asker may see: the incidents that went on in its
   * window or may be blamed on what was deployed in it, and these deployments. So a number about a week takes the
   * time of a week, however long the log is. All of it is as of one event, though others have their turns meanwhile.
   */
  async bearingOn(question: MetricsQuestion, viewer: Viewer): Promise<FactsAt> {
    const span = spanOf(question);
    const reader = this.#reader.apart();
    try {
      const position = checkpointIn(reader)?.position;
      const incidents = await this.#going(reader, span, viewer);
      const deployments = await deploymentsIn(reader, span);
      return { incidents, deployments, services: servicesIn(reader), position };
    } finally {
      reader.close();
    }
  }

  async #going(reader: Reader, { start, end, blameEnd }: Span, viewer: Viewer): Promise<IncidentFacts[]> {
    const all = from.selectFrom('incident_facts').select(['incident_facts.number', 'facts']);
    const visible = visibleTo(
      this.#sightOf(viewer),
      sql<SqlBool>`restricted = 0`,
      sql`incident_facts.number`,
    ).reduce((rows, condition) => rows.where(condition), all);
    const going = visible.where('ended_at', '>=', start).where('began_at', '<', blameEnd);
    const blaming = visible
      .innerJoin('incident_blames', 'incident_blames.number', 'incident_facts.number')
      .innerJoin('deployments', 'deployments.id', 'incident_blames.deployment')
      .where('at', '>=', start)
      .where('at', '<', end);
    const found = new Map<number, IncidentFacts>();
    const add = ({ number, facts }: { number: number; facts: string }) => {
      // The projection wrote them.
      const stored = JSON.parse(facts) as StoredFacts;
      found.set(number, { reference: `INC-${number}`, hidden: false, ...stored });
    };
    await unhurried(reader.each(going), add);
    await unhurried(reader.each(blaming), add);
    const incidents = [...found.values()];
    return viewer.restricted ? incidents : this.#withoutHiddenNames(incidents, viewer);
  }

  /** That an incident repeats another counts for everybody; which one is told to those who may see that. */
  #withoutHiddenNames(incidents: readonly IncidentFacts[], viewer: Viewer): IncidentFacts[] {
    const names = new Map<string, boolean>();
    const isVisible = (id: string) => {
      const known = names.get(id) ?? this.#incidents.isVisible(id, viewer);
      names.set(id, known);
      return known;
    };
    return incidents.map((incident) => {
      const id = incident.recurrenceOf?.incidentId;
      return id == null || isVisible(id) ? incident : { ...incident, recurrenceOf: nameless };
    });
  }
}

async function deploymentsIn(reader: Reader, { start, blameEnd }: Span): Promise<DeploymentFacts[]> {
  const found: DeploymentFacts[] = [];
  await unhurried(
    reader.each(
      from.selectFrom('deployments').select('state').where('at', '>=', start).where('at', '<', blameEnd),
    ),
    ({ state }) => found.push(JSON.parse(state) as Deployment),
  );
  return found;
}

const servicesIn = (reader: Reader): ServiceFacts[] =>
  reader.rows(from.selectFrom('services').select('state')).map(({ state }) => JSON.parse(state) as Service);

const nameless = { incidentId: null, reference: null };

const EVER = '';
const ALWAYS = '~';

function spanOf({ window, filter }: MetricsQuestion): Span {
  const start = window?.from == null ? EVER : new Date(window.from).toISOString();
  if (window?.to == null) return { start, end: ALWAYS, blameEnd: ALWAYS };
  const end = new Date(window.to);
  const blameHours = filter?.blameWindowHours ?? DEFAULT_BLAME_WINDOW_HOURS;
  const blameEnd = new Date(end.getTime() + blameHours * 3_600_000).toISOString();
  // Times after the year 9999 are written otherwise, and come before all others in order.
  return { start, end: end.toISOString(), blameEnd: blameEnd.startsWith('+') ? ALWAYS : blameEnd };
}
