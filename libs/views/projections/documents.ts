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
  /** Of that event, or of a later one of which it has something though it could not be taken. */
  readonly position: Position;
  readonly updatedAt: string;
}

/** What was before an event: the row, and the values of the fields that the event gave another one. */
export interface Before<State, Row> {
  readonly row: Row;
  readonly values: Partial<State>;
}

/** How a kind of aggregate is kept in tables. */
export interface DocumentTables<State, Row> {
  /** What its tables hold of it; throws where the state is not what its type says. The state is lent, not given. */
  row(state: State, before?: Before<State, Row>): Row;
  /** What an event changes although its stream is parked. */
  readonly whileParked?: ((state: State, event: RecordedEvent) => Partial<State> | undefined) | undefined;
  load(id: string): Folded<State> | undefined;
  /** @param before what the tables have */
  write(next: Document<State, Row>, before: Row | undefined): void;
}

export interface Document<State, Row> {
  readonly folded: Folded<State>;
  readonly row: Row;
}

interface Change<State, Row> {
  readonly next: Document<State, Row>;
  /** What the tables have. */
  readonly before: Row | undefined;
}

interface Evolving<State> {
  change(state: State | undefined, happened: Happened): Partial<State> | undefined;
}

/** How the streams of a category become documents, whether or not these are written to tables. */
export interface Folding<State, Row> extends Pick<DocumentTables<State, Row>, 'row' | 'whileParked'> {
  readonly category: string;
  readonly evolving: Evolving<State>;
}

/** How many aggregates stay in memory between batches. */
const KEPT = 2_000;

/**
 * Folds each stream into a document and writes it once per batch, however many of its events the batch has.
 * Documents go through JSON between batches, so a state must be what JSON can hold, without `undefined`.
 * The states are the writer's own: an event changes their fields in place, since copying so many costs more than all
 * else that is done with most events.
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
    const { next: last, before } = this.#soFar(id, event);
    const due = last ? last.folded.revision + 1 : 0;
    const { revision, position } = event;
    if (revision !== due) throw new Error(`Revision ${String(revision)} came where ${String(due)} was due`);
    const change = this.decider.change(last?.folded.state, { event, facts });
    // Without a state before, the change is the whole state.
    const state = last?.folded.state ?? (change as State | undefined);
    if (!state) throw new Error(`The stream opens with ${event.type}, which is not known here`);
    const row = last ? this.#rowAfter(change ?? {}, last) : this.tables.row(state);
    const firstPosition = last?.folded.firstPosition ?? position;
    const folded = { id, state, firstPosition, revision, position, updatedAt: facts.recordedAt };
    return () => {
      if (last) Object.assign(state, change);
      this.#changes.set(id, { next: { folded, row }, before });
    };
  }

  takeParked(event: RecordedEvent): void {
    const id = idIn(event.stream);
    const { next: last, before } = this.#soFar(id, event);
    const change = last && this.tables.whileParked?.(last.folded.state, event);
    if (!change) return;
    const row = this.#rowAfter(change, last);
    const folded = { ...last.folded, position: event.position };
    Object.assign(folded.state, change);
    this.#changes.set(id, { next: { folded, row }, before });
  }

  flush(): void {
    for (const [id, { next, before }] of this.#changes) {
      this.tables.write(next, before);
      this.#kept.set(id, next);
    }
    this.#changes.clear();
  }

  /** The row with the change, which the state itself does not keep: another projection may yet refuse the event. */
  #rowAfter(change: Partial<State>, { folded: { state }, row }: Document<State, Row>): Row {
    const values: Partial<State> = {};
    // What a change has are fields of the state.
    for (const field of Object.keys(change) as (keyof State)[])
      if (state[field] !== change[field]) values[field] = state[field];
    Object.assign(state, change);
    try {
      return this.tables.row(state, { row, values });
    } finally {
      Object.assign(state, values);
    }
  }

  /** What there is before an event: made by the batch, or as the tables have it, or nothing. */
  #soFar(id: string, { revision }: RecordedEvent): Partial<Change<State, Row>> {
    const changed = this.#changes.get(id);
    if (changed || revision === 0) return changed ?? {};
    const written = this.#written(id);
    return written ? { next: written, before: written.row } : {};
  }

  #written(id: string): Document<State, Row> | undefined {
    const kept = this.#kept.get(id);
    if (kept) return kept;
    const folded = this.tables.load(id);
    return folded && { folded, row: this.tables.row(folded.state) };
  }
}
