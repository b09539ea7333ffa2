import { telling } from './change.js';
import { orNone, percent, quoted } from './wording.js';

/** What is said of a service and may change; null where nothing is said. */
export interface ServiceFields {
  /** What people call it. */
  readonly title: string;
  readonly team: string | null;
  /** How much depends on it; 1 is the most. */
  readonly tier: number | null;
  /** The part of the time that it should be available, between 0 and 1: 0.998 is 99.8 %. */
  readonly availabilityTarget: number | null;
}

/** A service by its name, and what is said of it. */
export interface ServiceDescription extends ServiceFields {
  readonly id: string;
  /** The slug by which incidents, alerts and deployments name it. */
  readonly name: string;
}

/** A service of the organization. */
export interface Service extends ServiceDescription {
  /** Null while it is in use. */
  readonly retiredAt: string | null;
  readonly retirementReason: string | null;
}

const field = telling<ServiceFields>();

/** As their changes are told. */
export const fields = [
  field('title', 'title', quoted),
  field('team', 'team', orNone),
  field('tier', 'tier', orNone),
  field('availabilityTarget', 'availability target', percent),
];
