import { createHash, createPublicKey, verify } from 'node:crypto';
import { ask } from './client.js';

/** A checkpoint as the API gives it. */
export interface Checkpoint {
  readonly note: string;
  readonly size: number;
  readonly root: string;
  readonly position: string;
  readonly signedAt: string;
  readonly verifierKeys: readonly string[];
}

/** The last checkpoint; null before there is one. */
export async function lastCheckpoint(url: string, key?: string): Promise<Checkpoint | null> {
  const query = '{ checkpoint { note size root position signedAt verifierKeys } }';
  const { checkpoint } = await ask<{ checkpoint: Checkpoint | null }>(url, query, {}, key);
  return checkpoint;
}

// What follows is written anew, from the specifications, to hold the service to them and not to its own code.

const sha256 = (...parts: readonly Uint8Array[]): Buffer =>
  createHash('sha256').update(Buffer.concat(parts)).digest();
const inner = (left: Buffer, right: Buffer): Buffer => sha256(Buffer.of(1), left, right);

/** The leaf of an event with this hash. */
export const leafOf = (hash: string): Buffer => sha256(Buffer.of(0), Buffer.from(hash, 'hex'));

/** The root of these leaves, as RFC 6962, 2.1 defines it. */
export function rootOf(leaves: readonly Buffer[]): Buffer {
  const [only] = leaves;
  if (!only) return sha256();
  if (leaves.length === 1) return only;
  const split = 2 ** Math.ceil(Math.log2(leaves.length) - 1);
  return inner(rootOf(leaves.slice(0, split)), rootOf(leaves.slice(split)));
}

/** The root that a proof of inclusion leads to: the leaf's way up, in the words of RFC 6962, 2.1.1. */
export function rootFrom(leaf: Buffer, index: number, size: number, hashes: readonly string[]): Buffer {
  const last = hashes.at(-1);
  if (size === 1 || last === undefined) return leaf;
  const split = 2 ** Math.ceil(Math.log2(size) - 1);
  const sibling = Buffer.from(last, 'base64');
  const rest = hashes.slice(0, -1);
  return index < split
    ? inner(rootFrom(leaf, index, split, rest), sibling)
    : inner(sibling, rootFrom(leaf, index - split, size - split, rest));
}

/** What the text of a note says, once the key has verified it. @throws Error when it has not */
export function opened(note: string, verifierKey: string): { origin: string; size: number; root: string } {
  const [, name = '', encoded = ''] = /^([^+]+)\+[0-9a-f]{8}\+(.+)$/.exec(verifierKey) ?? [];
  const [text = '', signature = ''] = note.split('\n\n');
  const x = Buffer.from(encoded, 'base64').subarray(1).toString('base64url');
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
  const [mark, signer, bytes = ''] = signature.trim().split(' ');
  const signed = Buffer.from(bytes, 'base64').subarray(4);
  if (mark !== '—' || signer !== name || !verify(null, Buffer.from(`${text}\n`), key, signed))
    throw new Error(`${verifierKey} did not sign ${note}`);
  const [origin = '', size = '', root = ''] = text.split('\n');
  return { origin, size: Number(size), root };
}
