import type { Severity } from '#incident';
import type { Interval } from './calendar.js';
import { instant } from './time.js';

export const groupings = ['SEVERITY', 'SERVICE', 'TEAM', 'CAUSE', 'DETECTION'] as const;
/** What incidents and deployments may be set apart by. */
export type Grouping = (typeof groupings)[number];

export const includables = ['DRILLS', 'CANCELLED', 'MERGED'] as const;
/** What is left out unless asked for. */
export type Includable = (typeof includables)[number];

/** The time that the numbers are about, [from, to), RFC 3339. Without an end there is no bound on that side. */
export interface Window {
  readonly from: string | null;
  readonly to: string | null;
}

/** What the numbers are about. Null does not filter; an empty list takes nothing in. */
export interface MetricsFilter {
  /** Incidents that touch one of these services, deployments of these services. */
  readonly services: readonly string[] | null;
  /** Incidents that touch a service of one of these teams, deployments of their services. */
  readonly teams: readonly string[] | null;
  /** Incidents of these severities, also where they blame deployments. */
  readonly severities: readonly Severity[] | null;
  /** The environments that count as production, by name in any case; without them `production` and `prod`. */
  readonly environments: readonly string[] | null;
  readonly include: readonly Includable[];
  /** Whether an incident that names no deployment may be laid to the one just before it. */
  readonly inferBlame: boolean;
  /** How long after a deployment incidents are laid to it, in hours. */
  readonly blameWindowHours: number;
}

type Loose<T> = { readonly [Field in keyof T]?: T[Field] | null | undefined };

/** A question as people ask it: what they leave out, or give as null, has its default. */
export interface MetricsQuestion {
  readonly window?: Loose<Window> | null | undefined;
  readonly filter?: Loose<MetricsFilter> | null | undefined;
  /** Answers the question for each group by itself, too. */
  readonly groupBy?: Grouping | null | undefined;
  /** Answers the question for each hour, day, week or month by itself, too. */
  readonly interval?: Interval | null | undefined;
  /** Whose calendar the intervals are of, by its IANA name; UTC unless given. */
  readonly timeZone?: string | null | undefined;
  /** The clock, RFC 3339. */
  readonly now: string;
}

/** The question with nothing left open, as the answer repeats it. */
export interface Scope {
  readonly window: Window;
  readonly filter: MetricsFilter;
}

export const DEFAULT_BLAME_WINDOW_HOURS = 24;

export function scopeOf({ window, filter }: MetricsQuestion): Scope {
  return {
    window: { from: window?.from ?? null, to: window?.to ?? null },
    filter: {
      services: filter?.services ?? null,
      teams: filter?.teams ?? null,
      severities: filter?.severities ?? null,
      environments: filter?.environments ?? null,
      include: filter?.include ?? [],
      inferBlame: filter?.inferBlame ?? true,
      blameWindowHours: filter?.blameWindowHours ?? DEFAULT_BLAME_WINDOW_HOURS,
    },
  };
}

/** A window in milliseconds since 1970, [from, to), unbounded ends infinite. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

export const spanOf = ({ from, to }: Window): Span => ({
  from: from === null ? -Infinity : instant(from),
  to: to === null ? Infinity : instant(to),
});

export const within = ({ from, to }: Span, at: number): boolean => from <= at && at < to;
