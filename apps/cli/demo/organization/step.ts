import type { Step } from '../step.js';

/** What a mutation makes that later steps are about, and where its id is in the answer. */
export type Made =
  | { readonly kind: 'incident' | 'deployment' | 'alert' | 'service' | 'stakeholder' }
  /** The one at this place in a list of the incident, which is in the order of recording. */
  | { readonly kind: 'part'; readonly list: PartList; readonly at: number };

export type PartList =
  'checklistItems' | 'followUps' | 'impacts' | 'mitigations' | 'notes' | 'updates' | 'links';

/** A step of an organization's life. Ids are given by the service, so steps name things by names of their own. */
export interface OrganizationStep extends Step {
  /** The fields of the input that take ids, by the names of the things. */
  readonly ids?: Readonly<Record<string, string | readonly string[]>>;
  /** What it makes, by name. */
  readonly makes?: Readonly<Record<string, Made>>;
}

/** Steps that follow upon each other. */
export type Lane = readonly OrganizationStep[];

/** Lanes that do not depend on each other. */
export type Phase = readonly Lane[];

/** An organization and its life in some time, as what its tools and people would send. */
export interface Organization {
  readonly name: string;
  /** RFC 3339, included. */
  readonly from: string;
  /** RFC 3339, not included. */
  readonly until: string;
  /** Each needs the ones before it. */
  readonly phases: readonly Phase[];
}
