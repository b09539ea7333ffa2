import { ask } from './client.js';

/** An event of an incident as people read it. */
export interface TimelineEntry {
  readonly kind: string;
  readonly text: string;
  readonly occurredAt: string;
  readonly recordedAt: string;
  readonly actor: { readonly kind: string; readonly id: string };
}

/** What the timeline of an incident tells, from its beginning. */
export async function timelineOf(url: string, incidentId: string, key?: string): Promise<TimelineEntry[]> {
  const { incident } = await ask<{ incident: { timeline: { edges: { node: TimelineEntry }[] } } }>(
    url,
    `query ($id: ID!) { incident(id: $id) { timeline(first: 100) { edges { node {
      kind text occurredAt recordedAt actor { kind id } } } } } }`,
    { id: incidentId },
    key,
  );
  return incident.timeline.edges.map(({ node }) => node);
}

export const kindsOf = (timeline: readonly TimelineEntry[]): string[] => timeline.map(({ kind }) => kind);
