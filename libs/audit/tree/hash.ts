import { hash } from 'node:crypto';

/** A SHA-256 hash: 32 bytes. */
export type Hash = Buffer;

export const HASH_BYTES = 32;

/** The root of a tree without leaves (RFC 6962, 2.1): the hash of nothing. */
export const EMPTY_ROOT: Hash = sha256(Buffer.alloc(0));

/** The byte before the data of a leaf, and that before the children of an inner node. */
export const LEAF_PREFIX = 0;
export const NODE_PREFIX = 1;

/** Room for an inner node's prefix and children: one buffer for all, since hashing is synchronous. */
const inner = Buffer.alloc(1 + 2 * HASH_BYTES, NODE_PREFIX);

/** The hash of a leaf: SHA-256(0x00 || data). */
export const leafHash = (data: Uint8Array): Hash => sha256(Buffer.concat([Buffer.of(LEAF_PREFIX), data]));

/** The hash of an inner node: SHA-256(0x01 || left || right). */
export function nodeHash(left: Hash, right: Hash): Hash {
  left.copy(inner, 1);
  right.copy(inner, 1 + HASH_BYTES);
  return sha256(inner);
}

/**
 * The leaf of an event: its data are the 32 bytes of the event's hash, which is given in hexadecimal; as much of them
 * as there is, where somebody else put an event into the log without one.
 */
export const eventLeaf = (hash: string): Hash => leafHash(Buffer.from(hash, 'hex').subarray(0, HASH_BYTES));

/** By way of a string of Latin letters, which Node makes in half the time of a buffer. */
function sha256(data: Uint8Array): Hash {
  return Buffer.from(hash('sha256', data, 'binary'), 'latin1');
}
