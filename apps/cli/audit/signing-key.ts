import { CHECKPOINTS_ID, type ExportSeal, checkpoints } from '#audit';
import type { EventLog } from '#event-log';
import type { Config } from '../../server/config/config.js';
import { CheckpointFile } from '../../server/notary/checkpoint-file.js';
import { nameOf, readSigner } from '../../server/notary/seal.js';
import { type LastSigned, signedBefore } from '../../server/notary/standing.js';

/** There is no key to sign with. */
export class NoSigningKey extends Error {
  override readonly name = 'NoSigningKey';
}

/**
 * What this node signs its checkpoints with, and what of the log was signed before, as far as that is known here.
 *
 * @throws NoSigningKey
 * @throws RecordAltered where what should be a checkpoint is none
 */
export async function sealOf(config: Config, log: EventLog): Promise<ExportSeal> {
  const signer = readSigner(config);
  if (!signer)
    throw new NoSigningKey(
      'The export cannot be signed: there is no key yet, which the first start of the service makes. Export with --unsigned, or set SITREP_CHECKPOINT_KEY.',
    );
  const isEmpty = (await log.head()) === undefined;
  const origin = config.checkpointOrigin ?? (isEmpty ? signer.name : await nameOf(log));
  // Before the log, which grows while the service runs.
  const filed = new CheckpointFile(config.dataDir).read();
  return { origin, signer, before: signedBefore(await lastIn(log), filed, signer.verifier) };
}

/** The last checkpoint that the log has; undefined before there is one. All of them are read, one a minute at most. */
async function lastIn(log: EventLog): Promise<LastSigned | undefined> {
  let last: LastSigned | undefined;
  for await (const event of log.read(`${checkpoints.category}-${CHECKPOINTS_ID}`)) {
    const signed = checkpoints.evolve(undefined, { event, facts: event.metadata });
    if (signed) last = { ...signed, revision: event.revision };
  }
  return last;
}
