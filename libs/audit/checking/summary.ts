import type { RecordedEvent } from '#event-log';
import type { ReadCheckpoint } from './checkpoints.js';

/** What there is in the events that were checked. */
export class LogSummary {
  events = 0;
  /** How many streams of each kind there are, by what stands before the first hyphen of their names. */
  readonly streams: Record<string, number> = {};
  /** When the log took the first and the last of them. */
  firstRecordedAt: string | undefined;
  lastRecordedAt: string | undefined;
  /** How many checkpoints were right, and the number of events that the last of them signs. */
  checkpoints = 0;
  vouched = 0;
  /** Who signed that one; undefined where no keys were given to tell. */
  signedBy: string | undefined;

  add({ metadata, revision, stream }: RecordedEvent): void {
    this.events += 1;
    if (revision === 0) {
      const kind = stream.split('-', 1)[0] ?? stream;
      this.streams[kind] = (this.streams[kind] ?? 0) + 1;
    }
    const { recordedAt }: { readonly recordedAt?: unknown } = metadata;
    if (typeof recordedAt !== 'string') return;
    this.firstRecordedAt ??= recordedAt;
    this.lastRecordedAt = recordedAt;
  }

  vouch({ signedBy, size }: ReadCheckpoint): void {
    this.checkpoints += 1;
    this.vouched = size;
    this.signedBy = signedBy;
  }
}
