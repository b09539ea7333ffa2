import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { Malformed, type Signer, newSignerKey, parseSigner } from '#audit';
import type { EventLog } from '#event-log';
import { type Config, InvalidConfig } from '../config/config.js';

/** What the notary signs with, and what it calls the log. */
export interface Seal {
  readonly origin: string;
  readonly signer: Signer;
}

type KeySource = Pick<Config, 'checkpointKey' | 'dataDir'>;

const keyFileIn = (dataDir: string): string => join(dataDir, 'checkpoint.key');

/**
 * The key of the configuration, or that in the data directory; undefined before the first start has made one.
 * @throws InvalidConfig when the file does not hold a key
 */
export function readSigner({ checkpointKey, dataDir }: KeySource): Signer | undefined {
  if (checkpointKey) return checkpointKey;
  const file = keyFileIn(dataDir);
  if (!existsSync(file)) return undefined;
  try {
    return parseSigner(readFileSync(file, 'utf8').trim());
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    throw new InvalidConfig(
      `${file} does not hold the private key that signs checkpoints. Put it back from a backup, or remove the file: the next start makes another key, which auditors must be told of.`,
      { cause: error },
    );
  }
}

/**
 * Sees to it that there is a key. A new one is kept in the data directory, for this user alone, and its public part is
 * logged: whoever is to check the log later writes it down where the log's keeper cannot change it.
 *
 * @param log one with an event, by which it is named
 * @throws InvalidConfig when there is a file that does not hold a key
 */
export async function openSeal(
  config: KeySource & Pick<Config, 'checkpointOrigin'>,
  log: EventLog,
  logger: Pick<Logger, 'info'>,
): Promise<Seal> {
  const origin = config.checkpointOrigin ?? (await nameOf(log));
  const signer = readSigner(config);
  if (signer) return { origin, signer };
  const key = newSignerKey(origin);
  const made = parseSigner(key);
  keep(keyFileIn(config.dataDir), key);
  logger.info({ verifierKey: String(made.verifier) }, 'checkpoints are signed with a new key');
  return { origin, signer: made };
}

/** The same on all nodes, and after the log was brought to another engine: what its first event is called. */
export async function nameOf(log: EventLog): Promise<string> {
  for await (const { id } of log.readAll({ limit: 1 })) return `sitrep/${id}`;
  throw new Error('A log without events has no name');
}

/** Whole or not at all, whatever ends the process. */
function keep(file: string, key: string): void {
  const unfinished = `${file}.new`;
  writeFileSync(unfinished, `${key}\n`, { mode: 0o600, flush: true });
  renameSync(unfinished, file);
}
