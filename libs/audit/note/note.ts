import { fromBase64 } from './base64.js';
import { Malformed, Unverified } from './errors.js';
import { type KeyIdentity, type Signer, type Verifier, identityText, isKeyName, isSameKey } from './key.js';

/** A note of C2SP's signed-note: text that one or more keys signed. Nothing in it is to be believed unless verified. */
export interface Note {
  /** With the newline at its end. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

export interface NoteSignature extends KeyIdentity {
  readonly bytes: Buffer;
}

/** More than anyone needs; the specification asks for 16 at least. */
const MOST_SIGNATURES = 100;
const MARK = '\u2014 ';
const ID_BYTES = 4;

/**
 * What a signed note says and who is said to have signed it, without verifying.
 * @throws Malformed what is no signed note by the letter of the specification, bytes that are not UTF-8 among that
 */
export function parseNote(note: string | Uint8Array): Note {
  const whole = typeof note === 'string' ? note : decoded(note);
  if (/[\u0000-\u0009\u000b-\u001f]/.test(whole))
    throw new Malformed('A note has no control characters but newlines');
  if (/\p{Cs}/u.test(whole))
    throw new Malformed('A note is in UTF-8, which has no halves of surrogate pairs');
  const end = whole.lastIndexOf('\n\n');
  if (end < 0) throw new Malformed('A note has an empty line between its text and its signatures');
  const text = whole.slice(0, end + 1);
  const lines = whole.slice(end + 2).split('\n');
  if (lines.pop() !== '' || lines.length === 0)
    throw new Malformed('A note ends with signatures, each a line with a newline at its end');
  if (lines.length > MOST_SIGNATURES) throw new Malformed(`A note has ${MOST_SIGNATURES} signatures at most`);
  return { text, signatures: lines.map(signatureIn) };
}

/**
 * The text of a note, after verifying it: those of its signatures that are by keys that are known here; others are
 * ignored, as the specification asks, so that a note may be signed by new keys and by witnesses.
 *
 * @returns the text, and the keys that signed it
 * @throws Malformed
 * @throws Unverified no known key signed it, or one of them did not sign this
 */
export function openNote(
  note: string | Uint8Array,
  known: readonly Verifier[],
): { readonly text: string; readonly signedBy: readonly Verifier[] } {
  const { text, signatures } = parseNote(note);
  const bytes = Buffer.from(text, 'utf8');
  const signedBy = new Set<Verifier>();
  for (const signature of signatures) {
    const [verifier, ...others] = known.filter((key) => isSameKey(key, signature));
    if (!verifier) continue;
    if (others.length > 0) throw new Unverified(`Several known keys are ${identityText(signature)}`);
    if (signedBy.has(verifier)) continue;
    if (!verifier.verify(bytes, signature.bytes))
      throw new Unverified(`The signature by ${identityText(signature)} does not fit the text`);
    signedBy.add(verifier);
  }
  if (signedBy.size === 0)
    throw new Unverified(`None of the known keys signed it: it names ${named(signatures)}`);
  return { text, signedBy: [...signedBy] };
}

/**
 * The text as a note signed by these keys, after the signatures that it has already: those by the same keys give way.
 * @throws Malformed text that no note can have, or no keys
 */
export function signNote(
  text: string,
  signers: readonly Signer[],
  signatures: readonly NoteSignature[] = [],
): string {
  if (!text.endsWith('\n')) throw new Malformed('The text of a note ends with a newline');
  const bytes = Buffer.from(text, 'utf8');
  const kept = signatures.filter((signature) => !signers.some((signer) => isSameKey(signer, signature)));
  const added = signers.map((signer) => ({ name: signer.name, id: signer.id, bytes: signer.sign(bytes) }));
  const note = `${text}\n${[...kept, ...added].map(signatureLine).join('')}`;
  parseNote(note);
  return note;
}

function signatureLine({ name, id, bytes }: NoteSignature): string {
  const keyId = Buffer.alloc(ID_BYTES);
  keyId.writeUInt32BE(id);
  return `${MARK}${name} ${Buffer.concat([keyId, bytes]).toString('base64')}\n`;
}

function signatureIn(line: string): NoteSignature {
  const [, name, encoded] = /^\u2014 ([^ ]+) (.*)$/u.exec(line) ?? [];
  if (name === undefined || encoded === undefined || !isKeyName(name))
    throw new Malformed(`This is no signature, which is ${MARK}, the name of a key, a space and Base64`);
  const bytes = fromBase64(encoded, `The signature by ${name}`);
  if (bytes.length <= ID_BYTES) throw new Malformed(`The signature by ${name} is too short`);
  return { name, id: bytes.readUInt32BE(), bytes: bytes.subarray(ID_BYTES) };
}

function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    throw new Malformed('A note is in UTF-8', { cause: error });
  }
}

const named = (signatures: readonly KeyIdentity[]): string => signatures.map(identityText).join(', ');
