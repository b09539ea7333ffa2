import { type Command, type Event, type Genesis, mustBeNew } from '#decider';
import { quadrantOf } from './quadrant.js';
import type { Stakeholder, StakeholderFields } from './stakeholder-fields.js';

export type StakeholderRegistrationCommand = Command<'RegisterStakeholder', StakeholderFields>;

/** Somebody is in the catalog who has a stake in incidents. */
export type StakeholderRegistrationEvent = Event<
  'StakeholderRegistered',
  StakeholderFields & { readonly id: string }
>;

export const stakeholderRegistration: Genesis<
  Stakeholder,
  StakeholderRegistrationCommand,
  StakeholderRegistrationEvent
> = {
  decide: {
    RegisterStakeholder(asked, stakeholder, { id }) {
      mustBeNew(stakeholder, 'stakeholder');
      const { channels, services } = asked;
      const once = { channels: [...new Set(channels)], services: [...new Set(services)] };
      return [{ type: 'StakeholderRegistered', data: { id, ...asked, ...once } }];
    },
  },
  evolve: {
    StakeholderRegistered: (_, registered) => ({ ...registered, removedAt: null, removalReason: null }),
  },
  describe: {
    StakeholderRegistered: ({ name, ...standing }) =>
      `Stakeholder ${name} registered: ${inWords[quadrantOf(standing)]}`,
  },
};

const inWords = {
  MANAGE_CLOSELY: 'manage closely',
  KEEP_SATISFIED: 'keep satisfied',
  KEEP_INFORMED: 'keep informed',
  MONITOR: 'monitor',
};
