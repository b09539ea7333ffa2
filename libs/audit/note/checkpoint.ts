import { HASH_BYTES } from '../tree/hash.js';
import type { TreeHead } from '../tree/verification.js';
import { fromBase64 } from './base64.js';
import { Malformed } from './errors.js';

/** What a checkpoint of C2SP's tlog-checkpoint says: of which log, how many leaves, and their root. */
export interface Checkpoint extends TreeHead {
  /** What names the log, everywhere. */
  readonly origin: string;
  /** Lines beyond, which nobody but the signer can make sense of. */
  readonly extensions: readonly string[];
}

/** The text to be signed. @throws Malformed what a checkpoint cannot say */
export function checkpointText({ origin, size, root, extensions = [] }: PartialCheckpoint): string {
  const text = [origin, String(size), root.toString('base64'), ...extensions]
    .map((line) => `${line}\n`)
    .join('');
  parseCheckpoint(text);
  return text;
}

type PartialCheckpoint = Omit<Checkpoint, 'extensions'> & Partial<Pick<Checkpoint, 'extensions'>>;

/** What the text of a note says as a checkpoint. @throws Malformed what is none by the letter of the specification */
export function parseCheckpoint(text: string): Checkpoint {
  const lines = text.split('\n');
  if (lines.pop() !== '' || lines.includes(''))
    throw new Malformed('A checkpoint is lines that are not empty, each with a newline at its end');
  const [origin, count, encodedRoot, ...extensions] = lines;
  if (origin === undefined || count === undefined || encodedRoot === undefined)
    throw new Malformed('A checkpoint has three lines: origin, tree size, root');
  const size = Number(count);
  if (!/^(?:0|[1-9][0-9]*)$/.test(count) || !Number.isSafeInteger(size))
    throw new Malformed('The tree size of a checkpoint is a decimal number without leading zeros');
  const root = fromBase64(encodedRoot, 'The root of a checkpoint');
  if (root.length !== HASH_BYTES) throw new Malformed(`The root of a checkpoint has ${HASH_BYTES} bytes`);
  return { origin, size, root, extensions };
}
