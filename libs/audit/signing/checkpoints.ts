import { type Command, type CommandOf, type Event, type Genesis, type StateOf, decider } from '#decider';
import { refusal } from './rules.js';

/** What is recorded of a checkpoint beside the signed note that it is. */
interface Signed {
  /** The note of C2SP's signed-note, whole: a checkpoint of the log's origin, `size` and `root`. */
  readonly note: string;
  /** How many events it covers, from the first of the log on. */
  readonly size: number;
  /** The root of the Merkle tree over these events, in Base64. */
  readonly root: string;
  /** Where in the log the last of them is. */
  readonly position: string;
  /** The public key to the signature. Whoever trusts the log's keeper little compares it with what they were given. */
  readonly verifierKey: string;
}

type SignCheckpoint = Command<'SignCheckpoint', Signed>;

/**
 * The whole log up to here was sealed: `note` is signed by the key to which `verifierKey` is the public one, and says
 * that the first `size` events have the Merkle root `root`; `position` is that of the last of them.
 */
type CheckpointSigned = Event<'CheckpointSigned', Signed>;

/** The last checkpoint. */
interface LastSigned extends Signed {
  readonly signedAt: string;
}

const signing: Genesis<LastSigned, SignCheckpoint, CheckpointSigned> = {
  decide: {
    SignCheckpoint(data, last) {
      if (data.size <= (last?.size ?? 0)) throw refusal('NOTHING_NEW_TO_SIGN');
      return [{ type: 'CheckpointSigned', data }];
    },
  },
  evolve: {
    CheckpointSigned: (_, data, { recordedAt }) => ({ ...data, signedAt: recordedAt }),
  },
  describe: {
    CheckpointSigned: ({ size, root }) => `The first ${size} events signed, with the root ${root}`,
  },
};

/** The checkpoints of the log, in its one stream `audit-checkpoints`. */
export const checkpoints = decider('audit', signing, []);
export type SignedCheckpoint = StateOf<typeof checkpoints>;
export type CheckpointCommand = CommandOf<typeof checkpoints>;

/** What follows the category in the name of the stream. */
export const CHECKPOINTS_ID = 'checkpoints';
