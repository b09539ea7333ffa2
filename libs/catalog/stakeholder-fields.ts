import { telling } from './change.js';
import type { Channel, Level } from './quadrant.js';
import { listed, quoted } from './wording.js';

/** What is said of a stakeholder and may change. */
export interface StakeholderFields {
  readonly name: string;
  /** Who they are: `The largest customer in Norway`. Null where nothing is said. */
  readonly description: string | null;
  /** How much they can do to the organization. */
  readonly power: Level;
  /** How much an incident is to them. */
  readonly interest: Level;
  /** How updates reach them; where there are none, as their quadrant has it. */
  readonly channels: readonly Channel[];
  /** Slugs of the services that they care about; where there are none, all. */
  readonly services: readonly string[];
}

/** Somebody to whom incidents matter: a person, a group, a customer, an authority. */
export interface Stakeholder extends StakeholderFields {
  readonly id: string;
  /** Null while they are one. */
  readonly removedAt: string | null;
  readonly removalReason: string | null;
}

const field = telling<StakeholderFields>();

/** As their changes are told. */
export const fields = [
  field('name', 'name', quoted),
  field('description', 'description', (text) => quoted(text ?? '')),
  field('power', 'power', String),
  field('interest', 'interest', String),
  field('channels', 'channels', listed),
  field('services', 'services', (services) => (services.length === 0 ? 'all' : listed(services))),
];
