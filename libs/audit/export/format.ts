import { canonical } from '#event-log';
import type { RecordedEvent } from '#event-log';

/**
 * The format of an export: lines of canonical JSON (RFC 8785) in UTF-8, each ended by one line feed. The first is a
 * `Header`, the last a `Footer`, and between them each line is an event, in log order. See docs/decisions/0019.
 */
export const FORMAT = 'sitrep-export/1';

/** What an export is of. */
export type Scope =
  | { readonly kind: 'log' }
  /** All events that one stream had, which are those up to this revision. */
  | { readonly kind: 'stream'; readonly stream: string; readonly revision: number }
  /**
   * A piece of the log without holes: from the first event that was recorded at `from` or later up to the last one
   * that was recorded before `to`; null for an end that is open. `first` is how many events the log has before it.
   */
  | {
      readonly kind: 'window';
      readonly first: number;
      readonly from: string | null;
      readonly to: string | null;
    };

/** A tree over all events of the log: how many, and its root in base 64. */
export interface Tree {
  readonly root: string;
  readonly size: number;
}

export interface Header {
  readonly format: typeof FORMAT;
  readonly scope: Scope;
  /** What the proofs lead to, where the export is of a part of the log. */
  readonly tree?: Tree;
}

/** An event as a line has it. */
export interface ExportedEvent extends RecordedEvent {
  /** How many events the log has before it. */
  readonly index: number;
  /** Where the export lacks the event before it in its stream: the hash of that. */
  readonly previous?: string;
  /** In the export of a part: what leads from the event to the root of the header's tree, in base 64. */
  readonly proof?: readonly string[];
}

export interface Footer {
  /** How many events the export has. */
  readonly events: number;
  /** The SHA-256, in hexadecimal, of all lines before this one. */
  readonly digest: string;
  readonly tree: Tree;
  /**
   * A C2SP signed note over a checkpoint of the tree, whose extension line binds it to the digest (`extensionOf`); null
   * where the export was not to be signed.
   */
  readonly checkpoint: string | null;
}

/** The extension line of the checkpoint of an export with this digest. */
export const extensionOf = (digest: string): string => `${FORMAT} sha256 ${digest}`;

/** A value as a line. */
export const lineOf = (value: object): string => `${canonical(value)}\n`;

/** The embedded engine's positions count the events of the log, from 1 on. */
const COUNTING = /^[0-9]{16}$/;
const ADDRESSING = /^[0-9]{19}-[0-9]{19}$/;

/** Whether a position is of the form that an engine gives to the event at this index. */
export const isPositionOf = (position: string, index: number): boolean =>
  COUNTING.test(position) ? Number(position) === index + 1 : ADDRESSING.test(position);
