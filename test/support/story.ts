import { ask, mutate, send } from './client.js';

/** Where a story takes place. */
export interface Stage {
  readonly url: () => string;
  /** The key of the chat through which people act. */
  readonly chat: () => string;
  /** A time as the story tells it, in RFC 3339. */
  readonly at: (time: string) => string;
}

/** What came of a command: what happened, and the incident as whoever sent it sees it then. */
export interface Step {
  readonly happened: readonly string[];
  readonly incident: Shown;
}

/** Things of an incident that later steps name; all that a step shows is in `shown`. */
export interface Shown {
  readonly id: string;
  readonly reference: string;
  readonly checklists: readonly { readonly name: string; readonly items: readonly Named[] }[];
  readonly followUps: readonly (Named & { readonly title: string })[];
  readonly impacts: readonly Named[];
  readonly mitigations: readonly Named[];
  readonly nextUpdateDueAt: string | null;
  readonly postmortem: { readonly dueAt: string | null };
}

interface Named {
  readonly id: string;
}

const shown = `
  id reference title status severity publicStatus reopens drill visibility members tags
  policy { acknowledgeWithinSeconds nextUpdateWithinSeconds postmortem { required dueWithinWorkingDays } }
  roles { role person assignedBy { id } }
  participants { person }
  checklists { name items { id text tickedBy { id } } }
  alerts { title status }
  links { kind title url }
  impacts { id service level from until }
  mitigations { id kind status startedBy { id } remark easyThingsUntried overrideReason }
  cause { category confidence deploymentId }
  blamedDeployments { deploymentId }
  updates { audience nextUpdateDueAt publishedBy { id } overrideReason }
  nextUpdateDueAt updateOverdue
  followUps { id title owner kind status dueAt }
  postmortem { status dueAt overdue requiredBecause publishedAt waivedReason }
  recurrenceOf { reference }`;

/** Somebody who takes part. A command without an `incidentId` is about `INC-1`. */
export interface Person {
  readonly name: string;
  /** Does something at that time. */
  does(time: string, mutation: string, input?: object): Promise<Step>;
  /** Is told why not, and what to do instead. */
  isRefused(time: string, mutation: string, input?: object): Promise<Refused>;
}

export interface Refused {
  readonly rule: unknown;
  readonly message: string | undefined;
}

/** The people of a story: they all act through the same chat, which says for whom. */
export const castOf =
  ({ url, chat, at }: Stage) =>
  (name: string): Person => {
    const sent = (time: string, mutation: string, input: object): object => ({
      ...(mutation !== 'declareIncident' && { incidentId: 'INC-1' }),
      occurredAt: at(time),
      onBehalfOf: name,
      ...input,
    });
    return {
      name,
      async does(time, mutation, input = {}) {
        const { events, incident } = await mutate<{ events: { type: string }[]; incident: Shown }>(
          url(),
          mutation,
          sent(time, mutation, input),
          `events { type } incident { ${shown} }`,
          chat(),
        );
        return { happened: events.map(({ type }) => type), incident };
      },
      async isRefused(time, mutation, input = {}) {
        const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input!`;
        const query = `mutation ($input: ${type}) { ${mutation}(input: $input) { revision } }`;
        const { errors } = await send(url(), query, { input: sent(time, mutation, input) }, chat());
        return { rule: errors?.[0]?.extensions?.['rule'], message: errors?.[0]?.message };
      },
    };
  };

/** The clock of a story that begins on that day: `09:46` is on it, `2024-03-07 10:00` on another. */
export const clockOf =
  (day: string) =>
  (time: string): string =>
    `${time.includes(' ') ? time.replace(' ', 'T') : `${day}T${time}`}:00.000Z`;

/** The incident as the chat sees it now. */
export async function nowOf({ url, chat }: Stage, incidentId = 'INC-1'): Promise<Shown> {
  const query = `query ($id: ID!) { incident(id: $id) { ${shown} } }`;
  return (await ask<{ incident: Shown }>(url(), query, { id: incidentId }, chat())).incident;
}

interface Entry {
  readonly occurredAt: string;
  readonly revision: number;
  readonly kind: string;
  readonly text: string;
  readonly actor: { readonly name: string };
  readonly onBehalfOf: { readonly name: string } | null;
}

const entriesOf = async ({ url, chat }: Stage, incidentId: string): Promise<readonly Entry[]> => {
  const query = `query ($id: ID!) { incident(id: $id) { timeline(first: 100) {
    edges { node { occurredAt revision kind text actor { name } onBehalfOf { name } } }
  } } }`;
  const answer = await ask<{ incident: { timeline: { edges: { node: Entry }[] } } }>(
    url(),
    query,
    { id: incidentId },
    chat(),
  );
  return answer.incident.timeline.edges.map(({ node }) => node);
};

/** The timeline as people read it, such as `03-05 09:44 amina: Declared as P1: Checkout fails`. */
export async function timelineOf(stage: Stage, incidentId = 'INC-1'): Promise<string[]> {
  const entries = await entriesOf(stage, incidentId);
  return entries.map(({ occurredAt, text, actor, onBehalfOf }) => {
    const [, date, time] = /^\d+-(.*)T(\d+:\d+)/.exec(occurredAt) ?? [];
    return `${date} ${time} ${(onBehalfOf ?? actor).name}: ${text}`;
  });
}

/** What was recorded of an incident, in that order. */
export async function recordOf(stage: Stage, incidentId = 'INC-1'): Promise<string[]> {
  const entries = await entriesOf(stage, incidentId);
  return entries.toSorted((one, other) => one.revision - other.revision).map(({ kind }) => kind);
}

/** The postmortem as a document. */
export async function postmortemOf({ url, chat }: Stage, incidentId = 'INC-1'): Promise<string> {
  const query = 'query ($id: ID!) { incident(id: $id) { postmortem { markdown } } }';
  const answer = await ask<{ incident: { postmortem: { markdown: string } } }>(
    url(),
    query,
    { id: incidentId },
    chat(),
  );
  return answer.incident.postmortem.markdown;
}
