import { readFileSync } from 'node:fs';
import { mutate } from './client.js';
import { alarm, deploy, issueKey } from './commands.js';
import { type Dashboard, openDashboard } from './dashboard.js';
import { type Service, startService } from './service.js';
import { type Person, type Shown, type Stage, clockFrom, nowOf, askOf, personOn, toldOf } from './story.js';

/** An organization with a service of its own: people act through a chat, tools with keys of their own. */
export interface Organization extends Stage {
  /** Starts the service and issues the keys. */
  opens(): Promise<void>;
  closes(): Promise<void>;
  person(name: string): Person;
  /** Sets up something of the catalog, by the admin key. */
  sets(mutation: string, input: object): Promise<void>;
  /** What its delivery reports of a release to production; gives the id of the deployment. */
  releases(version: string, time: string, input: object): Promise<string>;
  /** What its monitoring reports of an alert; gives its id. */
  alerts(key: string, input: object): Promise<string>;
  /** A dashboard of its own key that watches from now on. */
  dashboard(): Promise<Dashboard>;
  /** The incident as it is now: `INC-1`, unless another is named. */
  now(incidentId?: string): Promise<Shown>;
  /** What was recorded, in that order: the types of the events. */
  record(incidentId?: string): Promise<string[]>;
  /** What happened, in that order, such as `03-05 09:44 amina: Declared as P1: Checkout fails`, a line each. */
  timeline(incidentId?: string): Promise<string>;
  /** The postmortem as a document. */
  postmortem(incidentId?: string): Promise<string>;
}

/** An organization of which the story begins on that day. */
export function organization(firstDay: string, at = clockFrom(firstDay)): Organization {
  let service: Service | undefined;
  const keys = { chat: '', monitoring: '', delivery: '', dashboard: '' };
  /** What people call the things that have ids. */
  const names = new Map<string, string>();
  const url = () => service?.url ?? '';
  const stage: Stage = { url, chat: () => keys.chat, at };
  const named = (text: string) =>
    [...names].reduce((sentence, [id, name]) => sentence.replaceAll(id, `‹${name}›`), text);
  return {
    ...stage,
    async opens() {
      service = await startService();
      const keyOf = async (name: string, scopes: string[]) =>
        (await issueKey(url(), scopes, { name })).secret;
      keys.chat = await keyOf('Chat', ['read', 'respond']);
      keys.monitoring = await keyOf('Monitoring', ['ingest']);
      keys.delivery = await keyOf('Delivery', ['ingest']);
      keys.dashboard = await keyOf('Dashboard', ['read']);
    },
    closes: async () => service?.stop(),
    person: (name) => personOn(stage, name),
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
    now: (incidentId = 'INC-1') => nowOf(stage, incidentId),
    async record(incidentId = 'INC-1') {
      const told = await toldOf(stage, incidentId);
      return told.toSorted((one, other) => one.revision - other.revision).map(({ kind }) => kind);
    },
    async timeline(incidentId = 'INC-1') {
      const lines = (await toldOf(stage, incidentId)).map(({ occurredAt, by, text }) => {
        const [, date, time] = /^\d+-(.*)T(\d+:\d+)/.exec(occurredAt) ?? [];
        return `${date} ${time} ${by}: ${named(text)}\n`;
      });
      return lines.join('');
    },
    async postmortem(incidentId = 'INC-1') {
      const { postmortem } = await askOf<{ postmortem: { markdown: string } }>(
        stage,
        incidentId,
        'postmortem { markdown }',
      );
      return named(postmortem.markdown);
    },
  };
}

/** What a story should have told in the end: a file beside it. */
export const toBeTold = (name: string): string =>
  readFileSync(new URL(`../../../test/stories/told/${name}`, import.meta.url), 'utf8');
