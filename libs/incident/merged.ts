/** Where an incident went that was merged. */
export interface MergedInto {
  readonly id: string;
  readonly reference: string;
  /** The alerts that went along. */
  readonly alerts: readonly string[];
  readonly mergedAt: string;
}

export interface MergedState {
  /** Null unless it was merged. */
  readonly mergedInto: MergedInto | null;
}
