import { hash } from 'node:crypto';

/** A SHA-256 hash: 32 bytes. */
export type Hash = Buffer;

export const HASH_BYTES = 32;

/** The root of a tree without leaves (RFC 6962, 2.1): the hash of nothing. */
export const EMPTY_ROOT: Hash = sha256(Buffer.alloc(0));

const LEAF_PREFIX = Buffer.of(0);
/** The prefix of an inner node, and room for its two children: one buffer for all, since hashing is synchronous. */
const inner = Buffer.alloc(1 + 2 * HASH_BYTES, 1);

/** The hash of a leaf: SHA-256(0x00 || data). */
export const leafHash = (data: Uint8Array): Hash => sha256(Buffer.concat([LEAF_PREFIX, data]));

/** The hash of an inner node: SHA-256(0x01 || left || right). */
export function nodeHash(left: Hash, right: Hash): Hash {
  left.copy(inner, 1);
  right.copy(inner, 1 + HASH_BYTES);
  return sha256(inner);
}

/** The leaf of an event: its data are the 32 bytes of the event's hash, which is given in hexadecimal. */
export const eventLeaf = (hash: string): Hash => leafHash(Buffer.from(hash, 'hex'));

/** By way of a string of Latin letters, which Node makes in half the time of a buffer. */
function sha256(data: Uint8Array): Hash {
  return Buffer.from(hash('sha256', data, 'binary'), 'latin1');
}
