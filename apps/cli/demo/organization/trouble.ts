import type { CauseCategory, Severity } from '#incident';

/** What somebody tries against it. */
export interface Attempt {
  readonly kind:
    | 'ROLLBACK'
    | 'FAILOVER'
    | 'FEATURE_FLAG'
    | 'CACHE'
    | 'RESTART'
    | 'SCALE'
    | 'CONFIG_CHANGE'
    | 'CODE_FIX'
    | 'OTHER';
  readonly description: string;
}

/** A way in which services fail, told as those tell it who are called. */
export interface Trouble {
  readonly name: string;
  /** The services that it strikes. */
  readonly services: readonly string[];
  readonly severities: readonly Severity[];
  readonly title: string;
  /** What users notice. */
  readonly symptom: string;
  /** The alert that fires, where monitoring sees it. */
  readonly alert?: string;
  readonly category: CauseCategory;
  readonly cause: string;
  /** What was seen on the way to the cause. */
  readonly observation: string;
  /** What helped. Before it, where a deployment is to blame, stands the rollback. */
  readonly remedy: Attempt;
  /** What else was tried first, in vain. */
  readonly inVain?: Attempt;
  readonly followUps: readonly string[];
  readonly lesson: string;
}

const serious = ['P0', 'P1', 'P2'] as const;
const usual = ['P1', 'P2', 'P3'] as const;
const slight = ['P2', 'P3'] as const;
export const troubleOf = { serious, usual, slight };
