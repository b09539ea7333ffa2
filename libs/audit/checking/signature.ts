import { type Footer, extensionOf } from '../export/format.js';
import { identityText } from '../note/key.js';
import { parseNote } from '../note/note.js';
import type { Checkpoints } from './checkpoints.js';
import { Finding } from './finding.js';

/**
 * Holds the signed checkpoint of an export's last line against the line, which was found right itself.
 *
 * @returns who signed it; undefined where nobody did, or where that was not to be checked
 * @throws Finding
 */
export function checkSignature(
  { checkpoint: note, digest, tree }: Footer,
  checkpoints: Checkpoints,
): string | undefined {
  if (note === null) {
    if (!checkpoints.areVerified) return undefined;
    throw new Finding('NOT_SIGNED', {}, 'The export is not signed: anybody can have made it.');
  }
  const what = 'The checkpoint in the last line';
  const { extensions, root, signedBy, size } = checkpoints.read(note, what, {});
  const says = [size, root.toString('base64'), ...extensions];
  const should = [tree.size, tree.root, extensionOf(digest)];
  if (says.length !== should.length || should.some((part, at) => part !== says[at]))
    throw new Finding('CHECKPOINT_CONTRADICTED', {}, `${what} is not over this export, or was altered.`);
  // A signature by a key that nobody knows here could be anything.
  const { signatures } = parseNote(note);
  if (signatures.length !== 1)
    throw new Finding(
      'ALTERED',
      {},
      `${what} has ${signatures.length} signatures: ${signatures.map(identityText).join(', ')}.`,
    );
  return signedBy;
}
