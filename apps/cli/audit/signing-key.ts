import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Signer, parseSigner } from '#audit';
import type { Config } from '../../server/index.js';

/** There is no key to sign with. */
export class NoSigningKey extends Error {
  override readonly name = 'NoSigningKey';
}

/**
 * The key with which this node signs its checkpoints.
 *
 * @throws NoSigningKey
 */
export function signingKey({ dataDir }: Config): Signer {
  const file = join(dataDir, 'checkpoint.key');
  try {
    return parseSigner(readFileSync(file, 'utf8').trim());
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new NoSigningKey(
      `The export cannot be signed, for there is no key in ${file} (${reason}). The first start of the service makes it; or export with --unsigned.`,
    );
  }
}
