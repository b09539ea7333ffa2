/** Why something that a question is about does not count, in the order in which they are listed. */
export const exclusionReasons = {
  DRILL: 'An exercise',
  CANCELLED: 'A false alarm, a duplicate, or declared in error',
  MERGED: 'Merged into another incident, which counts',
  PENDING: 'Not over yet: it will count once it is',
  NOT_APPLICABLE: 'One of the two times is not known and will not come',
  INVALID: 'Ends before it starts: one of the two times needs a correction',
  MOOT: 'The incident was over before it fell due',
  WAIVED: 'Nothing was owed any longer: it was waived',
  DID_NOT_WORK: 'Had no effect, made it worse, or was given up',
  NO_OUTAGE: 'Users had the service, if worse than usual',
  NOT_PRODUCTION: 'Went to an environment that is not production',
  IN_PROGRESS: 'Has not finished yet',
  NEVER_REACHED_PRODUCTION: 'Did not finish successfully, so that it never reached production',
} as const;
export type ExclusionReason = keyof typeof exclusionReasons;

/** How many were left out for one reason. */
export interface Exclusion {
  readonly reason: ExclusionReason;
  readonly count: number;
}

/** How a number is defined: `rule` is its version, e.g. `cfr/1`, and changes whenever an answer could. */
export interface Definition {
  readonly definition: string;
  readonly rule: string;
}

/** Something behind a number; it counts where `excluded` is null. */
export interface Excludable {
  readonly excluded: ExclusionReason | null;
}

export const counts = ({ excluded }: Excludable): boolean => excluded === null;

/** How many of these were left out, by reason. */
export function exclusions(all: Iterable<Excludable>): Exclusion[] {
  const tally = new Map<ExclusionReason, number>();
  for (const { excluded } of all) {
    if (excluded !== null) tally.set(excluded, (tally.get(excluded) ?? 0) + 1);
  }
  return reasons.flatMap((reason) => {
    const count = tally.get(reason);
    return count === undefined ? [] : [{ reason, count }];
  });
}

const reasons = Object.keys(exclusionReasons) as ExclusionReason[];
