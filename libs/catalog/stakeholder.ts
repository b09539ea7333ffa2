import { type CommandOf, type EventOf, decider } from '#decider';
import { stakeholderChange } from './stakeholder-change.js';
import { stakeholderRegistration } from './stakeholder-registration.js';

/** The stakeholder: how they are registered, and then one line for each thing that can be done with them. */
export const stakeholders = decider('stakeholder', stakeholderRegistration, [stakeholderChange]);

export type StakeholderCommand = CommandOf<typeof stakeholders>;
export type StakeholderEvent = EventOf<typeof stakeholders>;
