import type { SignedCheckpoint } from '#audit';
import type { Position } from '#event-log';
import { type Reader, from } from './reader.js';
import { recurring } from './recurring.js';

/** A checkpoint, and its place in the stream of them. */
export interface LastCheckpoint extends SignedCheckpoint {
  readonly revision: number;
}

/** The stream of checkpoints, folded, and the last event that is in that. */
export interface FoldedCheckpoints {
  readonly state: SignedCheckpoint;
  readonly revision: number;
  readonly position: Position;
}

/** What was signed of the log. */
export class Checkpoints {
  constructor(private readonly reader: Reader) {}

  /** The last checkpoint; undefined before there is one. */
  last(): LastCheckpoint | undefined {
    const folded = this.folded();
    return folded && { ...folded.state, revision: folded.revision };
  }

  /** What the stream of checkpoints folds to. */
  folded(): FoldedCheckpoints | undefined {
    const row = this.reader.row(lastOne());
    // The projection wrote a checkpoint.
    return row && { ...row, state: JSON.parse(row.state) as SignedCheckpoint };
  }
}

const lastOne = recurring(() => from.selectFrom('checkpoints').select(['revision', 'position', 'state']));
