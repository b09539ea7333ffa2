import {
  type KeyObject,
  createHash,
  createPrivateKey,
  createPublicKey,
  randomBytes,
  sign,
  verify,
} from 'node:crypto';
import { fromBase64 } from './base64.js';
import { Malformed } from './errors.js';

/** Which key it is, of all that sign notes: its name, and the first four bytes of a hash of name and key. */
export interface KeyIdentity {
  readonly name: string;
  readonly id: number;
}

/** A public key, which tells whether it signed something. */
export interface Verifier extends KeyIdentity {
  verify(text: Buffer, signature: Buffer): boolean;
  /** `<name>+<id>+<Base64 of type and key>`: what is published, and what `parseVerifier` takes. */
  toString(): string;
}

/** A private key. */
export interface Signer extends KeyIdentity {
  readonly verifier: Verifier;
  sign(text: Buffer): Buffer;
}

/** The type of signature that is made and checked here: plain Ed25519. */
const ED25519 = 1;
const KEY_BYTES = 32;
/** What stands before the 32 bytes of a key in the encodings of RFC 8410, which `node:crypto` takes. */
const SPKI = Buffer.from('302a300506032b6570032100', 'hex');
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');

/** Whether it may name a key: at least one character, no space of Unicode's, no plus sign. */
export const isKeyName = (name: string): boolean => /^[^\p{White_Space}\p{Cs}+]+$/u.test(name);

/**
 * A verifier key in the encoding of C2SP's signed-note: `sitrep.example/log+c74f20a3+ARpc2QcU…`.
 * @throws Malformed
 */
export function parseVerifier(text: string): Verifier {
  const { name, id, key } = parseKey(text, 'a verifier key');
  const verifier = verifierOf(name, key);
  if (verifier.id !== id)
    throw new Malformed(`The verifier key of ${name} does not have the id that it names`);
  return verifier;
}

/**
 * A private key in the encoding of Go's `golang.org/x/mod/sumdb/note`: `PRIVATE+KEY+<name>+<id>+<key>`.
 * @throws Malformed without anything of the key
 */
export function parseSigner(text: string): Signer {
  const [, rest] = /^PRIVATE\+KEY\+(.*)$/s.exec(text) ?? [];
  if (rest === undefined) throw new Malformed('A private key begins with PRIVATE+KEY+');
  const { name, id, key } = parseKey(rest, 'a private key');
  const signer = signerOf(name, key);
  if (signer.id !== id) throw new Malformed(`The private key of ${name} does not have the id that it names`);
  return signer;
}

/** A new private key, in the encoding that `parseSigner` takes: it must be kept secret. @throws Malformed */
export function newSignerKey(name: string): string {
  if (!isKeyName(name)) throw new Malformed(`${JSON.stringify(name)} cannot name a key`);
  const seed = randomBytes(KEY_BYTES);
  return `PRIVATE+KEY+${encoded(name, signerOf(name, seed).id, seed)}`;
}

export const isSameKey = (one: KeyIdentity, other: KeyIdentity): boolean =>
  one.name === other.name && one.id === other.id;

/** A key as a person reads it: `<name>+<id>`. */
export const identityText = ({ name, id }: KeyIdentity): string => `${name}+${hexadecimal(id)}`;

function verifierOf(name: string, key: Buffer): Verifier {
  const publicKey = createPublicKey({ key: Buffer.concat([SPKI, key]), format: 'der', type: 'spki' });
  const id = idOf(name, key);
  return {
    name,
    id,
    verify: (text, signature) => verify(null, text, publicKey, signature),
    toString: () => encoded(name, id, key),
  };
}

function signerOf(name: string, seed: Buffer): Signer {
  const privateKey = createPrivateKey({ key: Buffer.concat([PKCS8, seed]), format: 'der', type: 'pkcs8' });
  const verifier = verifierOf(name, publicBytes(privateKey));
  return { name, id: verifier.id, verifier, sign: (text) => sign(null, text, privateKey) };
}

const publicBytes = (privateKey: KeyObject): Buffer =>
  createPublicKey(privateKey).export({ format: 'der', type: 'spki' }).subarray(-KEY_BYTES);

function parseKey(text: string, what: string): KeyIdentity & { readonly key: Buffer } {
  const [, name, id, encodedKey] = /^([^+]*)\+([0-9a-f]{8})\+(.*)$/s.exec(text) ?? [];
  if (name === undefined || id === undefined || encodedKey === undefined || !isKeyName(name))
    throw new Malformed(
      `This is not ${what}: that is a name, eight hexadecimal digits and Base64, with + between`,
    );
  const [type, ...key] = fromBase64(encodedKey, `The key in ${what}`);
  if (type !== ED25519 || key.length !== KEY_BYTES)
    throw new Malformed(`This is not ${what} of Ed25519, type 1 with 32 bytes`);
  return { name, id: Number.parseInt(id, 16), key: Buffer.from(key) };
}

const encoded = (name: string, id: number, key: Buffer): string =>
  `${name}+${hexadecimal(id)}+${Buffer.of(ED25519, ...key).toString('base64')}`;

const idOf = (name: string, key: Buffer): number =>
  createHash('sha256')
    .update(`${name}\n`)
    .update(Buffer.of(ED25519, ...key))
    .digest()
    .readUInt32BE();

const hexadecimal = (id: number): string => id.toString(16).padStart(8, '0');
