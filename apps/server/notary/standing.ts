import { type Checkpoint, type Verifier, openNote, parseCheckpoint, parseNote, parseVerifier } from '#audit';
import type { LastCheckpoint, Views } from '#views';

/** The log is not what was signed before: somebody changed the record, or put it back to an earlier state. */
export class RecordAltered extends Error {
  override readonly name = 'RecordAltered';
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
export function checkLast(tree: Tree, last: LastCheckpoint, known: Verifier): void {
  const what = `checkpoint ${last.revision} of the log`;
  const { size, root } = checkpointOf(last, known, what);
  if (size !== last.size || root.toString('base64') !== last.root)
    throw new RecordAltered(`The note of ${what} says something else than the event around it.`);
  checkCovers(tree, { size, root }, what);
}

/**
 * Whether the log still begins with all that the note in the file covers, whoever signed it.
 * @throws RecordAltered saying what is wrong and what to do
 */
export function checkFile(tree: Tree, note: string): Checkpoint {
  try {
    const checkpoint = noteIn(note);
    checkCovers(tree, checkpoint, theFile);
    return checkpoint;
  } catch (error) {
    throw new RecordAltered(`${messageOf(error)} ${remedy}`, { cause: error });
  }
}

function noteIn(note: string): Checkpoint {
  try {
    return parseCheckpoint(parseNote(note).text);
  } catch (error) {
    throw new RecordAltered(`There is no checkpoint in ${theFile}: ${messageOf(error)}.`, { cause: error });
  }
}

function checkpointOf({ note, verifierKey }: LastCheckpoint, known: Verifier, what: string): Checkpoint {
  try {
    const named = verifierKey === String(known) ? [] : [parseVerifier(verifierKey)];
    return parseCheckpoint(openNote(note, [known, ...named]).text);
  } catch (error) {
    throw new RecordAltered(`The note of ${what} cannot be verified: ${messageOf(error)}.`, { cause: error });
  }
}

function checkCovers(tree: Tree, { size, root }: Pick<Checkpoint, 'size' | 'root'>, what: string): void {
  const { size: whole } = tree.extent();
  if (size > whole)
    throw new RecordAltered(`Events are missing: ${what} covers ${size}, and the log has ${whole}.`);
  if (!tree.root(size).equals(root))
    throw new RecordAltered(`The first ${size} events of the log are not those that ${what} covers.`);
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
