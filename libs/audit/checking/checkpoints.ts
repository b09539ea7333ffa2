import type { RecordedEvent } from '#event-log';
import { type Checkpoint, parseCheckpoint } from '../note/checkpoint.js';
import { Malformed, Unverified } from '../note/errors.js';
import { type Verifier, identityText } from '../note/key.js';
import { openNote, parseNote } from '../note/note.js';
import { Finding, type Place } from './finding.js';
import { type Standing, findingAt, placeOf, whereIs } from './standing.js';

/** A checkpoint that was read, and by whom it is signed; undefined where no keys were given to check that with. */
export interface ReadCheckpoint extends Checkpoint {
  readonly signedBy: string | undefined;
}

/** Reads notes over checkpoints: with keys, those by one of them only. */
export class Checkpoints {
  constructor(private readonly keys: readonly Verifier[] | undefined) {}

  /** Whether signatures are checked. */
  get areVerified(): boolean {
    return this.keys !== undefined;
  }

  /** The checkpoint that an event is, if it is one. @throws Finding */
  readFrom(standing: Standing): ReadCheckpoint | undefined {
    const said = checkpointIn(standing.event);
    if (!said) return undefined;
    const read = this.read(said.note, `${whereIs(standing)}: the checkpoint`, placeOf(standing));
    if (said.size !== read.size || said.root !== read.root.toString('base64'))
      throw findingAt('CHECKPOINT_CONTRADICTED', standing, 'names another tree than its note does.');
    return read;
  }

  /**
   * @param what what the note is called in a finding: `Line 7: the checkpoint`
   * @throws Finding when it is none, or is not signed by any of the keys
   */
  read(note: string | Uint8Array, what: string, place: Place): ReadCheckpoint {
    try {
      if (this.keys === undefined) return { ...parseCheckpoint(parseNote(note).text), signedBy: undefined };
      const { signedBy, text } = openNote(note, this.keys);
      return { ...parseCheckpoint(text), signedBy: signedBy.map(identityText).join(' and ') };
    } catch (error) {
      if (error instanceof Malformed)
        throw new Finding('ALTERED', place, `${what} was altered: ${error.message}.`);
      if (error instanceof Unverified)
        throw new Finding('NOT_SIGNED', place, `${what} is not signed as it should be: ${error.message}.`);
      throw error;
    }
  }
}

/** The event of a checkpoint, which says beside its note what is in that. */
interface CheckpointData {
  readonly note: string;
  readonly size: unknown;
  readonly root: unknown;
}

/** What an event of the notary's has to say; undefined in any other. */
function checkpointIn({ data, type }: RecordedEvent): CheckpointData | undefined {
  if (type !== 'CheckpointSigned') return undefined;
  // It is checked here what the data is.
  const { note, root, size } = data as Partial<CheckpointData>;
  return typeof note === 'string' ? { note, root, size } : undefined;
}
