import type { EventLog, Position } from '#event-log';
import { type Document, DocumentWriter, type Folded, type Folding } from '../projections/documents.js';
import { factsIn } from '../projections/facts.js';

/** What of a log is needed to tell what was known. */
export type ReadableLog = Pick<EventLog, 'read' | 'readAll'>;

/**
 * An aggregate as its stream tells it up to a position, folded as its projection does it: an event that cannot be
 * taken parks it, as the projector parks the stream. Undefined where there was none yet.
 */
export async function foldedUpTo<State extends object, Row>(
  log: ReadableLog,
  { category, evolving, ...folding }: Folding<State, Row>,
  id: string,
  position: Position,
): Promise<Folded<State> | undefined> {
  let folded: Folded<State> | undefined;
  const writer = new DocumentWriter<State, Row>(evolving, {
    ...folding,
    load: () => undefined,
    write: (next: Document<State, Row>) => {
      folded = next.folded;
    },
  });
  let parked = false;
  for await (const event of log.read(`${category}-${id}`)) {
    if (event.position > position) break;
    try {
      if (!parked) writer.take(event, factsIn(event.metadata))();
    } catch {
      parked = true;
    }
    if (parked) writer.takeParked(event);
  }
  writer.flush();
  return folded;
}
