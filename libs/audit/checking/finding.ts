/** What can be wrong with a record, as a stable code. */
export type FindingCode =
  /** The bytes are not those of an export, or no longer. */
  | 'NOT_AN_EXPORT'
  | 'DAMAGED_FILE'
  | 'TRUNCATED'
  /** An event is not as it was recorded. */
  | 'ALTERED'
  /** One or more events are not there. */
  | 'MISSING'
  /** An event is there twice, or not where it belongs. */
  | 'OUT_OF_PLACE'
  /** A checkpoint says something else than the events do. */
  | 'CHECKPOINT_CONTRADICTED'
  /** What is to be signed is not, or not with a key that was given. */
  | 'NOT_SIGNED';

/** Where it is, as far as that is known. */
export interface Place {
  /** A line of an export, or a row of a log's file, from 1 on. */
  readonly line?: number;
  readonly event?: string;
  readonly stream?: string;
  readonly revision?: number;
}

/** The first thing that is wrong, in plain words that name the place. */
export class Finding extends Error {
  override readonly name = 'Finding';
  constructor(
    readonly code: FindingCode,
    readonly place: Place,
    message: string,
  ) {
    super(message);
  }
}
