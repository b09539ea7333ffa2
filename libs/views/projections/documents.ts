import { LRUCache } from 'lru-cache';
import type { EventFacts, Happened } from '#decider';
import type { Position, RecordedEvent } from '#event-log';
import { type ProjectionWriter, idIn } from './projection.js';

/** An aggregate as its stream tells it, up to some event. */
export interface Folded<State> {
  readonly id: string;
  readonly state: State;
  /** Where its stream begins. */
  readonly firstPosition: Position;
  /** The last event that it contains, and when the log took that. */
  readonly revision: number;
  readonly position: Position;
  readonly updatedAt: string;
}

/** How a kind of aggregate is kept in tables. */
export interface DocumentTables<State, Row> {
  /** What its tables hold of it; throws where the state is not what its type says. */
  row(folded: Folded<State>, before: Document<State, Row> | undefined): Row;
  load(id: string): Folded<State> | undefined;
  write(next: Document<State, Row>, before: Document<State, Row> | undefined): void;
}

export interface Document<State, Row> {
  readonly folded: Folded<State>;
  readonly row: Row;
}

interface Change<State, Row> {
  readonly next: Document<State, Row>;
  /** As the tables have it. */
  readonly before: Document<State, Row> | undefined;
}

interface Evolving<State> {
  evolve(state: State | undefined, happened: Happened): State | undefined;
}

/** How the streams of a category become documents, whether or not these are written to tables. */
export interface Folding<State, Row> extends Pick<DocumentTables<State, Row>, 'row'> {
  readonly category: string;
  readonly evolving: Evolving<State>;
}

/** How many aggregates stay in memory between batches. */
const KEPT = 2_000;

/**
 * Folds each stream into a document and writes it once per batch, however many of its events the batch has.
 * Documents go through JSON between batches, so a state must be what JSON can hold, without `undefined`.
 */
export class DocumentWriter<State extends object, Row> implements ProjectionWriter {
  readonly #changes = new Map<string, Change<State, Row>>();
  readonly #kept = new LRUCache<string, Document<State, Row>>({ max: KEPT });

  constructor(
    private readonly decider: Evolving<State>,
    private readonly tables: DocumentTables<State, Row>,
  ) {}

  take(event: RecordedEvent, facts: EventFacts): () => void {
    const id = idIn(event.stream);
    const change = this.#changes.get(id);
    const before = change ? change.before : event.revision === 0 ? undefined : this.#written(id);
    const last = change?.next ?? before;
    const folded = this.#fold(id, event, facts, last?.folded);
    const next = { folded, row: this.tables.row(folded, last) };
    return () => this.#changes.set(id, { next, before });
  }

  flush(): void {
    for (const [id, { next, before }] of this.#changes) {
      this.tables.write(next, before);
      this.#kept.set(id, next);
    }
    this.#changes.clear();
  }

  #fold(
    id: string,
    event: RecordedEvent,
    facts: EventFacts,
    before: Folded<State> | undefined,
  ): Folded<State> {
    const due = before ? before.revision + 1 : 0;
    if (event.revision !== due)
      throw new Error(`Revision ${String(event.revision)} came where ${String(due)} was due`);
    const state = this.decider.evolve(before?.state, { event, facts });
    if (!state) throw new Error(`The stream opens with ${event.type}, which is not known here`);
    const { revision, position } = event;
    const firstPosition = before?.firstPosition ?? position;
    return { id, state, firstPosition, revision, position, updatedAt: facts.recordedAt };
  }

  #written(id: string): Document<State, Row> | undefined {
    const kept = this.#kept.get(id);
    if (kept) return kept;
    const folded = this.tables.load(id);
    return folded && { folded, row: this.tables.row(folded, undefined) };
  }
}
