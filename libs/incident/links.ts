import { type Actor, type Capability, type Command, type Event, whoActs } from '#decider';
import { type IncidentCore, mustNotBeVoid } from './core.js';
import { refusal } from './rules.js';
import { withReason } from './wording.js';

const titles = {
  WAR_ROOM: 'War room',
  TICKET: 'Ticket',
  DASHBOARD: 'Dashboard',
  RUNBOOK: 'Runbook',
  STATUS_PAGE: 'Status page',
  DOCUMENT: 'Document',
  CONVERSATION: 'Conversation',
} as const;

export type LinkKind = keyof typeof titles;
export const linkKinds = [
  'WAR_ROOM',
  'TICKET',
  'DASHBOARD',
  'RUNBOOK',
  'STATUS_PAGE',
  'DOCUMENT',
  'CONVERSATION',
] as const satisfies LinkKind[];

/** Where it leads: `url` is a http or https address. */
interface Target {
  readonly kind: LinkKind;
  readonly url: string;
  readonly title: string;
}

export type LinkCommand =
  Command<'AddLink', Target> | Command<'RemoveLink', { linkId: string; reason?: string }>;

export type LinkEvent =
  /** There is a place elsewhere that belongs to it: a war room, a ticket, a dashboard. */
  | Event<'LinkAdded', Target & { readonly linkId: string }>
  /** A place elsewhere no longer belongs to it. */
  | Event<'LinkRemoved', Target & { readonly linkId: string; readonly reason?: string }>;

export interface Link extends Target {
  readonly id: string;
  readonly addedBy: Actor;
  readonly addedAt: string;
}

export interface LinksState {
  /** In the order in which they were added, without those removed. */
  readonly links: readonly Link[];
}

/** Where else the response takes place: links are added as long as the incident is one, and removed at any time. */
export const links: Capability<IncidentCore, LinksState, LinkCommand, LinkEvent> = {
  initial: { links: [] },
  decide: {
    AddLink(target, incident, { newId }) {
      mustNotBeVoid(incident);
      const there = incident.links.find(({ kind, url }) => kind === target.kind && url === target.url);
      if (there?.title === target.title) return [];
      if (there) throw refusal('LINK_EXISTS');
      return [{ type: 'LinkAdded', data: { linkId: newId(), ...target } }];
    },
    RemoveLink({ linkId, reason }, { links }) {
      const link = links.find(({ id }) => id === linkId);
      if (!link) throw refusal('LINK_NOT_FOUND');
      const { kind, url, title } = link;
      return [
        { type: 'LinkRemoved', data: { linkId, kind, url, title, ...(reason !== undefined && { reason }) } },
      ];
    },
  },
  evolve: {
    LinkAdded: ({ links }, { linkId, kind, url, title }, facts) => ({
      links: [...links, { id: linkId, kind, url, title, addedBy: whoActs(facts), addedAt: facts.occurredAt }],
    }),
    LinkRemoved: ({ links }, { linkId }) => ({ links: links.filter(({ id }) => id !== linkId) }),
  },
  describe: {
    LinkAdded: (target) => `${leadsTo(target)} linked`,
    LinkRemoved: ({ reason, ...target }) => withReason(`${leadsTo(target)} no longer linked`, reason),
  },
};

const leadsTo = ({ kind, title, url }: Target): string => `${titles[kind]} “${title}” (${url})`;
