import {
  type Checkpoint,
  RecordAltered,
  type SignedBefore,
  type SignedCheckpoint,
  type Verifier,
  checkBegins,
  openNote,
  parseCheckpoint,
  parseNote,
  parseVerifier,
} from '#audit';
import type { Views } from '#views';

/** The last checkpoint that the log has, and which of its checkpoints that is. */
export interface LastSigned extends Pick<SignedCheckpoint, 'note' | 'root' | 'size' | 'verifierKey'> {
  readonly revision: number;
}

/** What to do where the log was put back on purpose. */
const remedy =
  'If the log was put back from a backup, move the file checkpoint out of the data directory and restart.';

const theFile = 'the file checkpoint in the data directory';

type Tree = Pick<Views['tree'], 'extent' | 'root'>;

/**
 * Whether the log still begins with all that its last checkpoint covers, and that checkpoint is signed by a key that is
 * known here or by the one that it names.
 *
 * @throws RecordAltered saying what is wrong
 */
export function checkLast(tree: Tree, last: LastSigned, known: Verifier): void {
  check(tree, signedIn(last, known));
}

/**
 * Whether the log still begins with all that the note in the file covers, whoever signed it.
 * @throws RecordAltered saying what is wrong and what to do
 */
export function checkFile(tree: Tree, note: string): SignedBefore {
  const filed = signedInFile(note);
  check(tree, filed);
  return filed;
}

/**
 * What a log is to begin with for anything to be signed of it: all that its last checkpoint covers, and the note in the
 * file, as far as there are any.
 *
 * @param note what the file checkpoint has
 * @throws RecordAltered where one of them is none
 */
export function signedBefore(
  last: LastSigned | undefined,
  note: string | undefined,
  known: Verifier,
): readonly SignedBefore[] {
  return [...(last ? [signedIn(last, known)] : []), ...(note === undefined ? [] : [signedInFile(note)])];
}

function signedIn(last: LastSigned, known: Verifier): SignedBefore {
  const what = `checkpoint ${last.revision} of the log`;
  const { root, size } = checkpointOf(last, known, what);
  if (size !== last.size || root.toString('base64') !== last.root)
    throw new RecordAltered(`The note of ${what} says something else than the event around it.`);
  return { root, size, what };
}

function signedInFile(note: string): SignedBefore {
  try {
    const { root, size } = parseCheckpoint(parseNote(note).text);
    return { root, size, what: theFile, remedy };
  } catch (error) {
    throw new RecordAltered(`There is no checkpoint in ${theFile}: ${messageOf(error)}. ${remedy}`, {
      cause: error,
    });
  }
}

function checkpointOf({ note, verifierKey }: LastSigned, known: Verifier, what: string): Checkpoint {
  try {
    const named = verifierKey === String(known) ? [] : [parseVerifier(verifierKey)];
    return parseCheckpoint(openNote(note, [known, ...named]).text);
  } catch (error) {
    throw new RecordAltered(`The note of ${what} cannot be verified: ${messageOf(error)}.`, { cause: error });
  }
}

/** @throws RecordAltered where the log does not begin with what was signed */
export function check(tree: Tree, before: SignedBefore): void {
  const { size } = tree.extent();
  checkBegins({ size, root: (of) => tree.root(of) }, before);
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
