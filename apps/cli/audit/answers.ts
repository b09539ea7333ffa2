import type { Scope } from '#audit';
import type { Viewer } from '#incident';
import { type Metrics, measure } from '#metrics';
import type { ParkedStream, TimelineEntry, Views } from '#views';
import { durationOf, inWords } from '../demo/wording.js';
import { NotRecomputable } from './recomputing.js';

/** What an auditor asks to have recomputed. */
export interface Questions {
  readonly timeline?: string | undefined;
  readonly metrics?: boolean | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** The answers, of the same shape as those of the API. */
export interface Answers {
  readonly timeline?: readonly TimelineEntry[];
  readonly metrics?: object;
  /** The streams of which an event could not be taken: they lack what follows it. Not given where there are none. */
  readonly parked?: readonly ParkedStream[];
}

/** Whoever has all events may see all. */
const everybody: Viewer = { principal: '', restricted: true };

/** @throws NotRecomputable when there is no such incident */
export async function answer(
  { from, metrics, timeline, to }: Questions,
  { kind }: Scope,
  views: Views,
): Promise<Answers> {
  if (metrics && kind !== 'log')
    throw new NotRecomputable('The metrics need all incidents and deployments: export the whole log.');
  const question = { window: { from, to }, now: new Date().toISOString() };
  const { parked } = views.status();
  return {
    ...(parked.length > 0 && { parked }),
    ...(timeline !== undefined && { timeline: timelineOf(views, timeline, kind) }),
    ...(metrics && {
      metrics: withoutContributions(measure(await views.facts.bearingOn(question, everybody), question)),
    }),
  };
}

function timelineOf(views: Views, name: string, kind: Scope['kind']): TimelineEntry[] {
  // An export of one incident does not tell which number it has in the log; here it is the first.
  const known = kind === 'stream' && name.startsWith('INC-') ? 'INC-1' : name;
  const incident = views.incidents.find(known, everybody);
  if (!incident) throw new NotRecomputable(`There is no incident ${name} in it.`);
  const entries: TimelineEntry[] = [];
  for (let after: string | null | undefined; after !== null;) {
    const { edges, pageInfo } = views.timeline.page(
      { incidentId: incident.id, page: { first: 100, after } },
      everybody,
    );
    entries.push(...edges.map(({ node }) => node));
    after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
  }
  return entries;
}

/** The numbers, each without the list of all that is behind it. */
const withoutContributions = (metrics: Metrics): object =>
  // What was plain data is.
  JSON.parse(
    JSON.stringify(metrics, (name, value: unknown) => (name === 'contributions' ? undefined : value)),
  ) as object;

/** The answers as text for a terminal. */
export function answersText({ metrics, parked, timeline }: Answers): string[] {
  return [
    ...(parked ? ['', 'What follows lacks what could not be taken', ...parked.map(parkedLine)] : []),
    ...(timeline ? ['', 'The timeline (UTC)', ...timeline.map(entryLine)] : []),
    ...(metrics ? ['', 'The metrics', ...Object.entries(metrics).flatMap(metricLine)] : []),
  ];
}

const parkedLine = ({ error, revision, stream, type }: ParkedStream): string =>
  `  ${stream} from revision ${revision} (${type}) on: ${error}`;

const entryLine = ({ actor, occurredAt, onBehalfOf, text }: TimelineEntry): string => {
  const who = onBehalfOf ? `${onBehalfOf.name}, through ${actor.name}` : actor.name;
  return `  ${occurredAt}  ${text.replaceAll('\n', ' ')} (${who})`;
};

interface Measured {
  readonly definition: string;
  readonly count?: number;
  readonly meanSeconds?: number | null;
  readonly p50Seconds?: number | null;
  readonly p90Seconds?: number | null;
  readonly value?: number | null;
  readonly numerator?: number;
  readonly denominator?: number;
}

function metricLine([name, metric]: [string, unknown]): string[] {
  if (typeof metric !== 'object' || metric === null || !('definition' in metric)) return [];
  // Each number that has a definition is of this shape.
  const { count, denominator, meanSeconds, numerator, p50Seconds, p90Seconds, value } = metric as Measured;
  const label = `  ${inWords(name).padEnd(34)}`;
  if (meanSeconds !== undefined)
    return [
      `${label}mean ${durationOf(meanSeconds)}, median ${durationOf(p50Seconds ?? null)}, 90 % ${durationOf(p90Seconds ?? null)}, of ${count ?? 0}`,
    ];
  if (value === undefined) return [];
  const behind = numerator === undefined ? '' : ` (${numerator} of ${Number(denominator?.toFixed(2))})`;
  return [`${label}${value === null ? '–' : Number(value.toFixed(4))}${behind}`];
}
