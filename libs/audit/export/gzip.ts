import { createHash } from 'node:crypto';
import { pipeline } from 'node:stream';
import { createGunzip, createGzip } from 'node:zlib';
import { Finding } from '../checking/finding.js';

/**
 * Packed exports are gzip files (RFC 1952) with one member more than usual: an empty one, whose extra field has the
 * SHA-256 of all bytes before it. Everything that unpacks gzip passes over it. Without it a byte could be altered
 * unseen, since the checksum of gzip covers what was packed, and the same text can be packed in many ways.
 */
const SEAL_HEADER = Buffer.from('1f8b0804' + '00000000' + '00ff' + '2400' + '53492000', 'hex');
const EMPTY_MEMBER_END = Buffer.from('0300' + '00000000' + '00000000', 'hex');
const SEAL_BYTES = SEAL_HEADER.length + 32 + EMPTY_MEMBER_END.length;

/** Packs, and seals what it has packed. */
export async function* packed(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void> {
  const digest = createHash('sha256');
  for await (const bytes of through(chunks, createGzip())) {
    digest.update(bytes);
    yield bytes;
  }
  yield sealOf(digest.digest());
}

/**
 * Unpacks what `packed` has packed.
 *
 * @throws Finding when a byte of it is another one, or is missing; at the end at the latest
 */
export async function* unpacked(file: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void> {
  const digest = createHash('sha256');
  let end = Buffer.alloc(0);
  async function* members(): AsyncGenerator<Uint8Array, void> {
    for await (const bytes of file) {
      const all = Buffer.concat([end, bytes]);
      const sealFrom = Math.max(0, all.length - SEAL_BYTES);
      end = all.subarray(sealFrom);
      if (sealFrom === 0) continue;
      digest.update(all.subarray(0, sealFrom));
      yield all.subarray(0, sealFrom);
    }
  }
  try {
    yield* through(members(), createGunzip());
  } catch (error) {
    throw isZlibs(error) ? damaged(`it cannot be unpacked (${error.message})`) : error;
  }
  if (!end.equals(sealOf(digest.digest())))
    throw damaged('it unpacks, but its bytes are not those that were packed');
}

/** The bytes of an export, of a file that is packed or not. */
export async function* plain(file: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void> {
  const chunks = file[Symbol.asyncIterator]();
  let beginning = Buffer.alloc(0);
  while (beginning.length < MAGIC_BYTES) {
    const next = await chunks.next();
    if (next.done) break;
    beginning = Buffer.concat([beginning, next.value]);
  }
  async function* all(): AsyncGenerator<Uint8Array, void> {
    yield beginning;
    yield* { [Symbol.asyncIterator]: () => chunks };
  }
  yield* isGzip(beginning) ? unpacked(all()) : all();
}

const MAGIC_BYTES = 2;
const isGzip = (beginning: Uint8Array): boolean => beginning[0] === 0x1f && beginning[1] === 0x8b;

const sealOf = (digest: Uint8Array): Buffer => Buffer.concat([SEAL_HEADER, digest, EMPTY_MEMBER_END]);

type Coder = ReturnType<typeof createGzip> | ReturnType<typeof createGunzip>;

async function* through(chunks: AsyncIterable<Uint8Array>, coder: Coder): AsyncGenerator<Uint8Array, void> {
  // What fails comes out of the coder, which it destroys.
  pipeline(chunks, coder, () => undefined);
  // A stream in binary gives buffers.
  for await (const bytes of coder) yield bytes as Buffer;
}

const damaged = (reason: string): Finding =>
  new Finding(
    'DAMAGED_FILE',
    {},
    `The packed file is damaged: ${reason}. If something else than sitrep has packed it, unpack it first.`,
  );

/** By its shape: the errors of Node may have another realm's class. */
const isZlibs = (error: unknown): error is Error =>
  typeof error === 'object' && error !== null && 'code' in error && /^Z_/.test(String(error.code));
