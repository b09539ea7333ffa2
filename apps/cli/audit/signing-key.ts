import type { ExportSeal } from '#audit';
import type { EventLog } from '#event-log';
import type { Config } from '../../server/config/config.js';
import { nameOf, readSigner } from '../../server/notary/seal.js';

/** There is no key to sign with. */
export class NoSigningKey extends Error {
  override readonly name = 'NoSigningKey';
}

/**
 * What this node signs its checkpoints with.
 *
 * @throws NoSigningKey
 */
export async function sealOf(config: Config, log: EventLog): Promise<ExportSeal> {
  const signer = readSigner(config);
  if (!signer)
    throw new NoSigningKey(
      'The export cannot be signed: there is no key yet, which the first start of the service makes. Export with --unsigned, or set SITREP_CHECKPOINT_KEY.',
    );
  const isEmpty = (await log.head()) === undefined;
  return { origin: config.checkpointOrigin ?? (isEmpty ? signer.name : await nameOf(log)), signer };
}
