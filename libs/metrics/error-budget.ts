/** What a service may be down for in a window, and what is left of that. */
export interface ErrorBudget {
  /** The share of the time that it is to be available, from 0 to 1. */
  readonly target: number;
  /** Whether its availability is what it is to be; null where that has no value. */
  readonly metTarget: boolean | null;
  /** What the target leaves of the whole window, also of what is still to come; null in a window without a start. */
  readonly errorBudgetSeconds: number | null;
  /** Negative once it is overspent. */
  readonly errorBudgetLeftSeconds: number | null;
  /** Of the whole: 1 is all of it, less than 0 is overspent. Null where there is none to begin with. */
  readonly errorBudgetLeft: number | null;
}

export function errorBudget(measured: {
  readonly target: number;
  readonly value: number | null;
  readonly downSeconds: number;
  readonly windowSeconds: number | null;
}): ErrorBudget {
  const { downSeconds, target, value, windowSeconds } = measured;
  const budget = windowSeconds === null ? null : milliseconds((1 - target) * windowSeconds);
  const left = budget === null ? null : halfMilliseconds(budget - downSeconds);
  return {
    target,
    metTarget: value === null ? null : isMet(value, target),
    errorBudgetSeconds: budget,
    errorBudgetLeftSeconds: left,
    errorBudgetLeft: budget === null || left === null || budget === 0 ? null : left / budget,
  };
}

/** What is down for just the budget meets the target, though 1 − 0.07 is less than 0.93 in binary. */
const isMet = (value: number, target: number): boolean => value >= target - Number.EPSILON;

/** To the millisecond, since 1 − 0.998 is not 0.002 in binary. */
const milliseconds = (seconds: number): number => Math.round(seconds * 1000) / 1000 + 0;

/** To half a millisecond, which a partial outage may take: what is left and what was down make up the budget. */
const halfMilliseconds = (seconds: number): number => milliseconds(2 * seconds) / 2;
