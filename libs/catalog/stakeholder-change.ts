import type { Capability, Command, Event } from '#decider';
import { changed, inWords } from './change.js';
import { refusal } from './rules.js';
import { type Stakeholder, type StakeholderFields, fields } from './stakeholder-fields.js';

export type StakeholderChangeCommand =
  | Command<'ChangeStakeholder', Partial<StakeholderFields>>
  | Command<'RemoveStakeholder', { readonly reason: string }>;

export type StakeholderChangeEvent =
  /** Something else is said of a stakeholder than before. */
  | Event<
      'StakeholderChanged',
      StakeholderFields & {
        readonly id: string;
        /** What was said before of that which is said differently now. */
        readonly was: Partial<StakeholderFields>;
      }
    >
  /** A stakeholder no longer has a stake. */
  | Event<'StakeholderRemoved', { readonly name: string; readonly reason: string }>;

/** What becomes of a stakeholder. They change in what is told of them; the rest stays as it is. */
export const stakeholderChange: Capability<
  Stakeholder,
  object,
  StakeholderChangeCommand,
  StakeholderChangeEvent
> = {
  initial: {},
  decide: {
    ChangeStakeholder(asked, { removedAt, removalReason, ...before }) {
      if (removedAt !== null) throw refusal('STAKEHOLDER_REMOVED');
      const { channels, services } = { ...before, ...asked };
      const once = { channels: [...new Set(channels)], services: [...new Set(services)] };
      const after = { ...before, ...asked, ...once };
      const was = changed(fields, before, after);
      return was ? [{ type: 'StakeholderChanged', data: { ...after, was } }] : [];
    },
    RemoveStakeholder: ({ reason }, { name, removedAt }) =>
      removedAt === null ? [{ type: 'StakeholderRemoved', data: { name, reason } }] : [],
  },
  evolve: {
    StakeholderChanged: (_, { was, ...changed }) => changed,
    StakeholderRemoved: (_, { reason }, { occurredAt }) => ({ removedAt: occurredAt, removalReason: reason }),
  },
  describe: {
    StakeholderChanged: ({ was, ...now }) =>
      `Stakeholder ${was.name ?? now.name} changed: ${inWords(fields, now, was)}`,
    StakeholderRemoved: ({ name, reason }) => `Stakeholder ${name} removed: ${reason}`,
  },
};
