/**
 * What lets an auditor check the log without trusting who keeps it: Merkle trees over events, and signed notes of them.
 *
 * ```ts
 * const { text } = openNote(note, [parseVerifier(key)]); // throws unless the key signed it
 * const checkpoint = parseCheckpoint(text); // origin, size, root
 * provesInclusion(eventLeaf(event.hash), index, checkpoint, hashes); // this event is in the log, at this place
 * provesConsistency(older, checkpoint, hashes); // nothing that the older checkpoint covers was changed since
 * ```
 */
export type { LogSummary } from './checking/summary.js';
export {
  type CheckOptions,
  type CheckedExport,
  type Signature,
  checkExport,
} from './checking/export-check.js';
export { checkLogFile } from './checking/file-check.js';
export { Finding, type FindingCode, type Place } from './checking/finding.js';
export { chunksOf } from './export/chunks.js';
export type { ExportedEvent, Scope, Tree } from './export/format.js';
export { packed, plain } from './export/gzip.js';
export { type ExportWindow, NothingToExport, exportStream, exportWindow } from './export/part.js';
export { type ExportOptions, exportLog } from './export/whole.js';
export type { ExportSeal } from './export/writing.js';
export { type ExportSource, NotImportable, importLog } from './importing/import.js';
export { Importer } from './importing/importer.js';
export { type Checkpoint, checkpointText, parseCheckpoint } from './note/checkpoint.js';
export { Malformed, Unverified } from './note/errors.js';
export {
  type Signer,
  type Verifier,
  isKeyName,
  newSignerKey,
  parseSigner,
  parseVerifier,
} from './note/key.js';
export { type Note, type NoteSignature, openNote, parseNote, signNote } from './note/note.js';
export {
  CHECKPOINTS_ID,
  type CheckpointCommand,
  type SignedCheckpoint,
  checkpoints,
} from './signing/checkpoints.js';
export { type AuditRule, auditRules } from './signing/rules.js';
export { RecordAltered, type SignedBefore, checkBegins } from './signing/signed-before.js';
export { HASH_BYTES, type Hash, eventLeaf } from './tree/hash.js';
export { type Subtrees, consistencyProof, inclusionProof, rootOf } from './tree/proof.js';
export { TILE_HEIGHT, TILE_WIDTH, Tile, subtreeRoot } from './tree/tile.js';
export { MerkleTree } from './tree/tree.js';
export { type TreeHead, provesConsistency, provesInclusion } from './tree/verification.js';
