import type { Actor } from '#decider';

/** The sections that people write, in their order. The timeline and the action items are made from the incident. */
export const postmortemSections = ['SUMMARY', 'IMPACT', 'ROOT_CAUSE', 'RESOLUTION', 'LESSONS'] as const;
export type PostmortemSection = (typeof postmortemSections)[number];

export const sectionTitles: Readonly<Record<PostmortemSection, string>> = {
  SUMMARY: 'Summary',
  IMPACT: 'Impact',
  ROOT_CAUSE: 'Root Cause',
  RESOLUTION: 'Resolution',
  LESSONS: 'Lessons',
};

/** A section as it was drafted last. */
export interface DraftedSection {
  /** Markdown. */
  readonly body: string;
  readonly draftedBy: Actor;
  readonly draftedAt: string;
}

export interface Waiver {
  readonly reason: string;
  readonly waivedBy: Actor;
  readonly waivedAt: string;
  /** Whether a person gave it; else the duty was lifted, since the policy requires none (any longer). */
  readonly byHand: boolean;
  /** How often the incident had been resolved: it holds until the next resolve. */
  readonly resolves: number;
}

/** A due time, and when it is missed unless the postmortem is published. */
export interface OverduePostmortem {
  readonly dueAt: string;
  readonly passesAt: string;
}

export interface Postmortem {
  /** When it is due, as it was set last; null where nobody ever required one. See `postmortemDueAt`. */
  readonly dueAt: string | null;
  /** When the log took that. */
  readonly dueSetAt: string | null;
  /** What it was before anybody moved it by hand: the promise that was made. */
  readonly firstDueAt: string | null;
  /** The policy of the severity, or a person. */
  readonly requiredBy: 'POLICY' | 'REQUEST' | null;
  readonly requiredBecause: string | null;
  /** The due times that passed without it, as they were recorded. */
  readonly overdueRecorded: readonly string[];
  /** Those that passed before it was published, waived or due at another time, and are not recorded yet. */
  readonly late: readonly OverduePostmortem[];
  readonly sections: Readonly<Partial<Record<PostmortemSection, DraftedSection>>>;
  /** The last time. */
  readonly publishedAt: string | null;
  readonly publishedBy: Actor | null;
  /** Whether a section was drafted since it was published. */
  readonly revised: boolean;
  /** Null while it is owed. */
  readonly waiver: Waiver | null;
}

export interface PostmortemState {
  readonly postmortem: Postmortem;
}

export const postmortemStatuses = ['NONE', 'MISSING', 'DRAFTED', 'PUBLISHED', 'WAIVED'] as const;
/** How far the postmortem has come: MISSING is one that is owed and of which nothing is written. */
export type PostmortemStatus = (typeof postmortemStatuses)[number];
