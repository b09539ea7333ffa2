import { readFileSync } from 'node:fs';
import { mutate } from './client.js';
import { alarm, deploy, issueKey } from './commands.js';
import { type Dashboard, openDashboard } from './dashboard.js';
import { type HostedService, hostService } from './hosted.js';
import type { Clock } from './story-clock.js';
import { type Person, type Shown, type Stage, askOf, nowOf, personOn, toldOf } from './story.js';

/** The incidents as whoever holds a key is shown them: `INC-1`, unless another is named. */
export interface View extends Stage {
  /** Somebody who acts with that key. */
  person(name: string): Person;
  /** The incident as it is now. */
  now(incidentId?: string): Promise<Shown>;
  /** What was recorded, in that order: the types of the events. */
  record(incidentId?: string): Promise<string[]>;
  /** What happened, in that order, such as `03-05 09:44 amina: Declared as P1: Checkout fails`, a line each. */
  timeline(incidentId?: string): Promise<string>;
  /** The postmortem as a document. */
  postmortem(incidentId?: string): Promise<string>;
}

/** An organization with a service of its own: people act through a chat, tools with keys of their own. */
export interface Organization extends View {
  /** Starts the service and issues the keys. */
  opens(): Promise<void>;
  closes(): Promise<void>;
  /** Gives somebody a key of their own, with which they see what the chat may not. */
  gives(name: string): Promise<{ readonly keyId: string; readonly own: View }>;
  /** Sets up something of the catalog, by the admin key. */
  sets(mutation: string, input: object): Promise<void>;
  /** What its delivery reports of a release to production; gives the id of the deployment. */
  releases(version: string, time: string, input: object): Promise<string>;
  /** What its monitoring reports of an alert; gives its id. */
  alerts(key: string, input: object): Promise<string>;
  /** A dashboard of its own key that watches from now on. */
  dashboard(): Promise<Dashboard>;
  /** Says how timelines and postmortems are to call something that differs from run to run. */
  calls(something: string, name: string): void;
}

/** An organization of which the story begins on that day, or has a clock of its own. */
export function organization({ at, stamp, inWords = (text) => text }: Clock): Organization {
  let service: HostedService | undefined;
  const keys = { chat: '', monitoring: '', delivery: '', dashboard: '' };
  const names = new Map<string, string>();
  const url = () => service?.url ?? '';
  const named = (text: string) =>
    inWords([...names].reduce((sentence, [it, name]) => sentence.replaceAll(it, `‹${name}›`), text));
  const viewOf = (chat: () => string): View => {
    const stage: Stage = { url, chat, at };
    return {
      ...stage,
      person: (name) => personOn(stage, name),
      now: (incidentId = 'INC-1') => nowOf(stage, incidentId),
      async record(incidentId = 'INC-1') {
        const told = await toldOf(stage, incidentId);
        return told.toSorted((one, other) => one.revision - other.revision).map(({ kind }) => kind);
      },
      async timeline(incidentId = 'INC-1') {
        const told = await toldOf(stage, incidentId);
        return told
          .map(({ occurredAt, by, text }) => `${stamp(occurredAt)} ${by}: ${named(text)}\n`)
          .join('');
      },
      async postmortem(incidentId = 'INC-1') {
        const selection = 'postmortem { markdown }';
        const { postmortem } = await askOf<{ postmortem: { markdown: string } }>(
          stage,
          incidentId,
          selection,
        );
        return named(postmortem.markdown);
      },
    };
  };
  const issue = (name: string, scopes: string[]) => issueKey(url(), scopes, { name });
  return {
    ...viewOf(() => keys.chat),
    async opens() {
      service = await hostService();
      keys.chat = (await issue('Chat', ['read', 'respond'])).secret;
      keys.monitoring = (await issue('Monitoring', ['ingest'])).secret;
      keys.delivery = (await issue('Delivery', ['ingest'])).secret;
      keys.dashboard = (await issue('Dashboard', ['read'])).secret;
    },
    closes: async () => service?.stop(),
    async gives(name) {
      const { id, secret } = await issue(name, ['read', 'respond']);
      names.set(id, `key of ${name}`);
      return { keyId: id, own: viewOf(() => secret) };
    },
    async sets(mutation, input) {
      await mutate(url(), mutation, input, 'position');
    },
    async releases(version, time, input) {
      const release = { version, key: version, finishedAt: at(time), ...input };
      const id = await deploy(url(), release, keys.delivery);
      names.set(id, version);
      return id;
    },
    async alerts(key, input) {
      const id = await alarm(url(), { source: 'prometheus', key, ...input }, keys.monitoring);
      names.set(id, key);
      return id;
    },
    dashboard: () => openDashboard(url(), keys.dashboard),
    calls(something, name) {
      names.set(something, name);
    },
  };
}

/** What a story should have told in the end: a file beside it. */
export const toBeTold = (name: string): string =>
  readFileSync(new URL(`../../../test/stories/told/${name}`, import.meta.url), 'utf8');
