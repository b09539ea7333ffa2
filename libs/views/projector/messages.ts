import type { Checkpoint, ParkedStream } from './bookkeeping.js';

/** What the projector's thread is started with. */
export interface ProjectorSettings {
  /** The views' file, with its tables. */
  readonly file: string;
  /** The log, as `openEventLog` takes it. */
  readonly log: string;
}

/** What the thread tells. */
export type ProjectorReport =
  | {
      readonly kind: 'projected';
      readonly checkpoint: Checkpoint;
      /** Those of the streams whose events came in. */
      readonly categories: readonly string[];
    }
  /** The file has all of the log up to this event; none in an empty log. */
  | { readonly kind: 'caught-up'; readonly checkpoint: Checkpoint | undefined }
  /** The file cannot be continued; the thread has closed it and ends. */
  | { readonly kind: 'unusable'; readonly reason: string }
  | { readonly kind: 'retried'; readonly request: number; readonly outcome: RetryOutcome };

/** What became of a parked stream that was tried again. */
export type RetryOutcome =
  | { readonly kind: 'resumed' }
  | { readonly kind: 'not-parked' }
  /** It is as it was: the log did not give its events. */
  | { readonly kind: 'unread'; readonly reason: string }
  | { readonly kind: 'still-parked'; readonly parked: ParkedStream };

/** What the thread is told. */
export type ProjectorOrder =
  | { readonly kind: 'retry'; readonly request: number; readonly stream: string }
  /** Somebody waits for what the log has. */
  | { readonly kind: 'hurry' }
  | { readonly kind: 'close' };
