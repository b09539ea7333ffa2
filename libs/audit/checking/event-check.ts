import type { TreeHead } from '../tree/verification.js';
import type { Standing } from './standing.js';
import type { LogSummary } from './summary.js';

/** Checks events, one after the other. */
export interface EventCheck {
  /** The tree over the log of which the events are. */
  readonly head: TreeHead;
  /** What it is that an export contradicts whose last line names another tree. */
  readonly contradicted: string;
  readonly summary: LogSummary;
  /** Takes the next event. @throws Finding */
  take(standing: Standing): void;
  /** Checks that nothing is missing behind the last one. @throws Finding */
  end(): void;
  /**
   * Holds the log against a checkpoint from elsewhere.
   *
   * @param what what that is called in a finding
   * @throws Finding
   * @throws TypeError when the two cannot be compared
   */
  compare(checkpoint: TreeHead, what: string): void;
}
