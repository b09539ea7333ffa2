import { createHash } from 'node:crypto';
import type { ExportedEvent, Footer, Scope, Tree } from '../export/format.js';
import type { Verifier } from '../note/key.js';
import { Checkpoints } from './checkpoints.js';
import { ExportedEvents } from './exported-events.js';
import { Finding } from './finding.js';
import { linesOf } from './lines.js';
import { eventIn, fieldsOf, footerIn, headerIn } from './parsing.js';
import { checkSignature } from './signature.js';
import type { LogSummary } from './summary.js';
import { counted, lineName } from './wording.js';

export interface CheckOptions {
  /** Whose signatures count; without any, signatures are not checked. */
  readonly keys?: readonly Verifier[] | undefined;
  /** Checkpoints from elsewhere, each with what it is called, that the log must agree with. */
  readonly checkpoints?: readonly { readonly note: string | Uint8Array; readonly name: string }[];
  /** Is given each event once it was found right. */
  readonly onEvent?: (event: ExportedEvent) => unknown;
}

/** A signature that was checked: by which keys, and over how many events of the log, from its first on. */
export interface Signature {
  readonly by: string;
  readonly events: number;
}

/** An export in which nothing is wrong. */
export interface CheckedExport {
  readonly scope: Scope;
  readonly summary: LogSummary;
  /** The tree over the log, of which the export is all or a part. */
  readonly tree: Tree;
  /** Undefined where it is not signed, or where no keys were given to tell. */
  readonly signature: Signature | undefined;
}

/**
 * Checks an export, byte for byte, in memory that does not grow with the length of its events.
 *
 * @param file the bytes of the lines, unpacked
 * @throws Finding the first thing that is wrong
 */
export async function checkExport(
  file: AsyncIterable<Uint8Array>,
  { checkpoints = [], keys, onEvent }: CheckOptions = {},
): Promise<CheckedExport> {
  const notes = new Checkpoints(keys);
  const digest = createHash('sha256');
  let events: ExportedEvents | undefined;
  let footer: Footer | undefined;
  for await (const line of linesOf(file)) {
    if (footer) throw wrong('DAMAGED_FILE', line.number, 'stands after the end of the export.');
    const fields = fieldsOf(line);
    if (events) {
      footer = footerIn(fields);
      if (footer) continue;
      const event = eventIn(fields, line.number);
      events.take(event, line.number);
      await onEvent?.(event);
    } else events = new ExportedEvents(headerIn(fields), notes);
    digest.update(line.bytes);
  }
  if (!events) throw new Finding('TRUNCATED', {}, 'The file is empty.');
  if (!footer)
    throw new Finding(
      'TRUNCATED',
      {},
      `The file ends after ${counted(events.count, 'event')}: the last line of the export is missing.`,
    );
  events.end(footer, digest.digest('hex'));
  const signedBy = checkSignature(footer, notes);
  for (const { name, note } of checkpoints) events.check.compare(notes.read(note, name, {}), name);
  const { tree } = footer;
  const signature = signedBy === undefined ? undefined : { by: signedBy, events: tree.size };
  return { scope: events.scope, summary: events.check.summary, tree, signature };
}

const wrong = (code: Finding['code'], line: number, message: string): Finding =>
  new Finding(code, { line }, `${lineName(line)} ${message}`);
