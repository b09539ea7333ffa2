import { type GraphQLSchema, getNamedType, getNullableType, isListType, isObjectType } from 'graphql';
import type { RecordedEvent } from '#event-log';
import { type Incident, isOpen } from '#incident';
import { ask } from '../support/client.js';
import { selectionOf } from './mutations.js';

/** An entry of the timeline, as the API shows it. */
export interface Entry {
  readonly id: string;
  readonly occurredAt: string;
  readonly recordedAt: string;
  readonly kind: string;
  readonly text: string;
  readonly data: object;
  readonly revision: number;
  readonly position: string;
}

/** An incident with its whole timeline, as the API shows it. */
export interface Shown {
  readonly incident: Readonly<Record<string, unknown>> & { readonly revision: number };
  readonly timeline: readonly Entry[];
}

const entryFields = 'id occurredAt recordedAt kind text data revision position';

/** Asks for everything of an incident that needs no arguments, and for its timeline page by page. */
export async function shownIncident(url: string, schema: GraphQLSchema, id: string): Promise<Shown> {
  const type = schema.getType('Incident');
  if (!isObjectType(type)) throw new Error('There is no type Incident');
  const { incident } = await ask<{ incident: Shown['incident'] }>(
    url,
    `query ($id: ID!) { incident(id: $id) ${selectionOf(type, 4)} }`,
    { id },
  );
  const timeline: Entry[] = [];
  let after: string | null = null;
  do {
    const page: TimelinePage = await ask<TimelinePage>(url, timelinePage, { id, after });
    const { edges, pageInfo } = page.incident.timeline;
    timeline.push(...edges.map(({ node }) => node));
    after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
  } while (after !== null);
  return { incident, timeline };
}

const timelinePage = `query ($id: ID!, $after: String) { incident(id: $id) {
  timeline(first: 100, after: $after) { edges { node { ${entryFields} } } pageInfo { hasNextPage endCursor } }
} }`;

interface TimelinePage {
  readonly incident: {
    readonly timeline: {
      readonly edges: readonly { readonly node: Entry }[];
      readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
    };
  };
}

/** The events of a stream as the timeline promises them: in the order in which they happened, then in the log's. */
export const inOrderOfHappening = (events: readonly RecordedEvent[]): RecordedEvent[] =>
  events.toSorted(
    (one, other) =>
      compared(one.metadata.occurredAt, other.metadata.occurredAt) || one.revision - other.revision,
  );

const compared = (one: string, other: string): number => (one < other ? -1 : Number(one > other));

/** What its events fold to, as it is shown: nothing is due to be told of an incident that is resolved or over. */
export const asShown = (incident: Incident): Incident =>
  isOpen(incident) ? incident : { ...incident, nextUpdateDueAt: null };

/**
 * The fields of an incident that are shown otherwise than its events make them: of the values, and of the lists of
 * things that are kept whole, as the schema tells by their types. What an object among the fields says may be worked
 * out when it is asked for.
 */
export function fieldsShownWrong({ incident }: Shown, state: object, schema: GraphQLSchema): string[] {
  const type = schema.getType('Incident');
  if (!isObjectType(type)) throw new Error('There is no type Incident');
  return Object.values(type.getFields()).flatMap(({ name, type: of }) => {
    const folded: unknown = Reflect.get(state, name);
    if (!Object.hasOwn(incident, name) || folded === undefined) return [];
    const isList = isListType(getNullableType(of));
    const ofObjects = isObjectType(getNamedType(of));
    if (isList !== Array.isArray(folded) || (ofObjects && !areObjects(folded))) return [];
    return isShown(incident[name], folded) ? [] : [name];
  });
}

const areObjects = (folded: unknown): boolean => Array.isArray(folded) && folded.every(isObject);

/** Whether all that is shown is as it is kept; where nothing is kept, nothing is shown. */
function isShown(shown: unknown, kept: unknown): boolean {
  if (Array.isArray(shown) && Array.isArray(kept))
    return shown.length === kept.length && shown.every((item, at) => isShown(item, kept[at]));
  if (isObject(shown) && isObject(kept))
    return Object.entries(shown).every(
      ([name, value]) => !Object.hasOwn(kept, name) || isShown(value, Reflect.get(kept, name)),
    );
  return (shown ?? null) === (kept ?? null);
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
