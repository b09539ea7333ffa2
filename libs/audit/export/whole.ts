import type { EventLog } from '#event-log';
import { Continuing } from '../signing/signed-before.js';
import { Frontier } from '../tree/frontier.js';
import { eventLeaf } from '../tree/hash.js';
import { type ExportSeal, Writing } from './writing.js';

export interface ExportOptions {
  /** Without it, the export is not signed, and not held against what was signed before. */
  readonly seal?: ExportSeal | undefined;
  /** Stops it, which then throws the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** Told how many events of the log were read so far. */
  readonly onRead?: ((events: number) => void) | undefined;
}

/**
 * The lines of an export of all events that the log has at the start. The last line, by which an export is known to be
 * whole, is not among them where the log is not what was signed before.
 *
 * @param log as the engine opens it: events in the shape in which they were written
 * @throws RecordAltered
 */
export async function* exportLog(
  log: EventLog,
  { onRead, seal, signal }: ExportOptions = {},
): AsyncGenerator<string, void> {
  const writing = new Writing(seal);
  const tree = new Frontier();
  const continuing = new Continuing(seal?.before);
  const head = await log.head();
  continuing.check(tree);
  yield writing.header({ kind: 'log' });
  if (head !== undefined)
    for await (const event of log.readAll({ ...(signal && { signal }) })) {
      if (event.position > head) break;
      yield writing.event({ ...event, index: tree.size });
      tree.append(eventLeaf(event.hash));
      continuing.check(tree);
      onRead?.(tree.size);
    }
  continuing.end(tree);
  yield writing.footer({ root: tree.root(), size: tree.size });
}
