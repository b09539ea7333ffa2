import type { EventLog, Position, RecordedEvent } from '#event-log';
import { Continuing } from '../signing/signed-before.js';
import { eventLeaf } from '../tree/hash.js';
import { inclusionProof } from '../tree/proof.js';
import { MerkleTree } from '../tree/tree.js';
import type { ExportedEvent } from './format.js';
import type { ExportOptions } from './whole.js';
import { Writing } from './writing.js';

/** There is nothing of what was to be exported. */
export class NothingToExport extends Error {
  override readonly name = 'NothingToExport';
}

/** The ends of a window, as RFC 3339 with milliseconds, UTC; an end that is not given is open. */
export interface ExportWindow {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/**
 * The lines of an export of one stream, each with the proof that it is in the log. All of the log is read for these.
 *
 * @throws NothingToExport when the log has no such stream
 * @throws RecordAltered before the first line, where it is to be signed and is not what was signed before
 */
export async function* exportStream(
  log: EventLog,
  stream: string,
  options: ExportOptions = {},
): AsyncGenerator<string, void> {
  const { seal, signal } = options;
  const indexes: number[] = [];
  const tree = await treeOf(log, options, (event, index) => {
    if (event.stream === stream) indexes.push(index);
  });
  if (indexes.length === 0) throw new NothingToExport(`The log has no event of ${stream}.`);
  const proved = prover(tree);
  const writing = new Writing(seal);
  yield writing.header({ kind: 'stream', stream, revision: indexes.length - 1 }, headOf(tree));
  for await (const event of log.read(stream, { limit: indexes.length, ...(signal && { signal }) }))
    yield writing.event(proved(event, indexes[event.revision] ?? 0));
  yield writing.footer(headOf(tree));
}

/**
 * The lines of an export of what was recorded in a window, each event with the proof that it is in the log.
 *
 * @throws RecordAltered as `exportStream` does
 */
export async function* exportWindow(
  log: EventLog,
  { from, to }: ExportWindow,
  options: ExportOptions = {},
): AsyncGenerator<string, void> {
  const { seal, signal } = options;
  let first: number | undefined;
  let end = 0;
  let before: Position | undefined;
  const tree = await treeOf(log, options, ({ metadata: { recordedAt }, position }, index) => {
    if (from === undefined || recordedAt >= from) first ??= index;
    if (first === undefined) before = position;
    if (to === undefined || recordedAt < to) end = index + 1;
  });
  const proved = prover(tree);
  const writing = new Writing(seal);
  let index = first ?? end;
  yield writing.header({ kind: 'window', first: index, from: from ?? null, to: to ?? null }, headOf(tree));
  const seen = new Set<string>();
  const reading = {
    ...(before !== undefined && { after: before }),
    limit: Math.max(0, end - index),
    ...(signal && { signal }),
  };
  if (reading.limit > 0)
    for await (const event of log.readAll(reading)) {
      const isCut = event.revision > 0 && !seen.has(event.stream);
      seen.add(event.stream);
      const previous = isCut ? await hashBefore(log, event) : undefined;
      yield writing.event({ ...proved(event, index), ...(previous !== undefined && { previous }) });
      index += 1;
    }
  yield writing.footer(headOf(tree));
}

/** The tree over all that the log has at the start. @throws RecordAltered */
async function treeOf(
  log: EventLog,
  { onRead, seal, signal }: ExportOptions,
  visit: (event: RecordedEvent, index: number) => void,
): Promise<MerkleTree> {
  const tree = new MerkleTree();
  const continuing = new Continuing(seal?.before);
  const head = await log.head();
  continuing.check(tree);
  if (head !== undefined)
    for await (const event of log.readAll({ ...(signal && { signal }) })) {
      if (event.position > head) break;
      visit(event, tree.size);
      tree.append(eventLeaf(event.hash));
      continuing.check(tree);
      onRead?.(tree.size);
    }
  continuing.end(tree);
  return tree;
}

const headOf = (tree: MerkleTree) => ({ root: tree.root(), size: tree.size });

const prover =
  (tree: MerkleTree) =>
  (event: RecordedEvent, index: number): ExportedEvent => ({
    ...event,
    index,
    proof: inclusionProof(tree, index, tree.size).map((hash) => hash.toString('base64')),
  });

async function hashBefore(log: EventLog, { revision, stream }: RecordedEvent): Promise<string> {
  for await (const { hash } of log.read(stream, { from: revision - 1, limit: 1 })) return hash;
  throw new Error(`${stream} has lost revision ${revision - 1}`);
}
