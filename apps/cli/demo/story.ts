import type { Client } from './client.js';
import type { Played } from './play.js';

/** An incident and the numbers of its time, as the demo shows them. */
export interface Story {
  readonly incident: {
    readonly reference: string;
    readonly title: string;
    readonly status: string;
    readonly severity: string;
  };
  readonly timeline: readonly Entry[];
  readonly metrics: Readonly<Record<(typeof durations)[number], Duration>>;
}

interface Entry {
  /** RFC 3339, UTC. */
  readonly occurredAt: string;
  readonly text: string;
}

interface Duration {
  readonly count: number;
  readonly meanSeconds: number | null;
  readonly definition: string;
}

const durations = [
  'timeToAcknowledge',
  'timeToIdentify',
  'timeToFirstUpdate',
  'timeToMitigate',
  'timeToResolve',
] as const;

const pageQuery = `query ($id: ID!, $after: String, $minPosition: Position) {
  incident(id: $id, minPosition: $minPosition) {
    reference title status severity
    timeline(first: 100, after: $after) {
      edges { node { occurredAt text } }
      pageInfo { hasNextPage endCursor }
    }
  }
}`;

interface Page {
  readonly incident: Story['incident'] & {
    readonly timeline: {
      readonly edges: readonly { readonly node: Entry }[];
      readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
    };
  };
}

const metricsQuery = `query ($window: Window!, $minPosition: Position) {
  metrics(window: $window, minPosition: $minPosition) {
    ${durations.map((name) => `${name} { count meanSeconds definition }`).join('\n    ')}
  }
}`;

/** Reads what became of a script: the whole timeline, and the numbers of the days that it spans. */
export async function readStory({ incidentId, position }: Played, client: Client): Promise<Story> {
  const timeline: Entry[] = [];
  let after: string | null = null;
  for (;;) {
    const page = await client.run(pageQuery, { id: incidentId, after, minPosition: position });
    // The query asks for exactly this.
    const { incident } = page as Page;
    timeline.push(...incident.timeline.edges.map(({ node }) => node));
    const { endCursor, hasNextPage } = incident.timeline.pageInfo;
    if (!hasNextPage) {
      const window = spanOf(timeline);
      const numbers = await client.run(metricsQuery, { window, minPosition: position });
      return { incident, timeline, metrics: (numbers as Pick<Story, 'metrics'>).metrics };
    }
    after = endCursor;
  }
}

/** From the first entry to just after the last one. */
function spanOf(timeline: readonly Entry[]): { from: string; to: string } {
  const times = timeline.map(({ occurredAt }) => Date.parse(occurredAt));
  return {
    from: new Date(Math.min(...times)).toISOString(),
    to: new Date(Math.max(...times) + 1).toISOString(),
  };
}
