import { ask, mutate, send } from './client.js';

/** Where people act, and when. */
export interface Stage {
  readonly url: () => string;
  /** The key with which people act, which is that of their chat unless they have one of their own. */
  readonly chat: () => string;
  /** A time as the story tells it, in RFC 3339. */
  readonly at: (time: string) => string;
}

/** What came of a command: what happened, and the incident as it is shown to whoever sent it. */
export interface Step {
  readonly happened: readonly string[];
  readonly incident: Shown;
}

/** Of what a step shows, that which later steps name. */
export interface Shown extends Named {
  readonly checklists: readonly { readonly name: string; readonly items: readonly Named[] }[];
  readonly followUps: readonly (Named & { readonly title: string })[];
  readonly impacts: readonly Named[];
  readonly mitigations: readonly Named[];
  readonly postmortem: { readonly dueAt: string | null };
}

interface Named {
  readonly id: string;
}

const shown = `
  id reference title status severity publicStatus reopens drill visibility members tags
  policy { acknowledgeWithinSeconds nextUpdateWithinSeconds postmortem { required } }
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
  milestones { milestone first last }
  followUps { id title owner kind status dueAt }
  postmortem { status dueAt overdue requiredBecause publishedAt waivedReason }
  recurrenceOf { reference }`;

/** Somebody who takes part. A command that names no `incidentId` is about `INC-1`. */
export interface Person {
  /** Does something at that time. */
  does(time: string, mutation: string, input?: object): Promise<Step>;
  /** Is told why not, and what to do instead. */
  isRefused(time: string, mutation: string, input?: object): Promise<Refused>;
}

export interface Refused {
  readonly code: unknown;
  readonly rule: unknown;
  readonly message: string | undefined;
}

/** A person, for whom the chat says that it acts. */
export function personOn({ url, chat, at }: Stage, name: string): Person {
  const sent = (time: string, mutation: string, input: object): object => ({
    ...(mutation !== 'declareIncident' && { incidentId: 'INC-1' }),
    occurredAt: at(time),
    onBehalfOf: name,
    ...input,
  });
  return {
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
      const { extensions, message } = errors?.[0] ?? {};
      return { code: extensions?.['code'], rule: extensions?.['rule'], message };
    },
  };
}

/** What is asked of an incident. */
export async function askOf<Answer>({ url, chat }: Stage, id: string, selection: string): Promise<Answer> {
  const query = `query ($id: ID!) { incident(id: $id) { ${selection} } }`;
  return (await ask<{ incident: Answer }>(url(), query, { id }, chat())).incident;
}

/** The incident as every step shows it. */
export const nowOf = (stage: Stage, id: string): Promise<Shown> => askOf(stage, id, shown);

/** An event of an incident as people are told of it. */
export interface Told {
  readonly occurredAt: string;
  readonly revision: number;
  readonly kind: string;
  readonly text: string;
  readonly by: string;
}

type Entry = Omit<Told, 'by'> &
  Readonly<Record<'actor', { name: string }>> &
  Readonly<Record<'onBehalfOf', { name: string } | null>>;

/** The whole timeline of an incident. */
export async function toldOf(stage: Stage, id: string): Promise<Told[]> {
  const { timeline } = await askOf<{ timeline: { edges: { node: Entry }[] } }>(
    stage,
    id,
    'timeline(first: 100) { edges { node { occurredAt revision kind text actor { name } onBehalfOf { name } } } }',
  );
  return timeline.edges.map(({ node: { actor, onBehalfOf, ...told } }) => ({
    ...told,
    by: (onBehalfOf ?? actor).name,
  }));
}
