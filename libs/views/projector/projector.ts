import type { Database } from 'better-sqlite3';
import type { RecordedEvent } from '#event-log';
import { recordedAtOf } from '../projections/clock.js';
import { factsIn } from '../projections/facts.js';
import {
  type Ledger,
  type LedgerWriter,
  type Projection,
  type ProjectionWriter,
  categoryIn,
} from '../projections/projection.js';
import { type Checkpoint, CheckpointTable, type ParkedStream, ParkedTable } from './bookkeeping.js';

type OpenLedger = Pick<Ledger, 'name' | 'category'> & { readonly writer: LedgerWriter };
type OpenProjection = Pick<Projection, 'name' | 'category'> & { readonly writer: ProjectionWriter };

/** Who hears of the streams of a category. */
interface Audience {
  readonly ledgers: readonly OpenLedger[];
  readonly projections: readonly OpenProjection[];
}

/**
 * Brings events into the tables. Rows and checkpoint are committed together, so that whatever ends the process, the
 * file is as of some event of the log. An event that one projection cannot take is taken by none: its stream is
 * parked before it, for all of them, and the others go on.
 *
 * What the methods throw is the file's failure, never an event's. The file keeps its last commit, but the projector
 * is of no further use then: open another one.
 */
export class Projector {
  readonly #checkpoint;
  readonly #parkedTable;
  readonly #parked: Map<string, ParkedStream>;
  readonly #everyone: Audience;
  readonly #audiences = new Map<string, Audience>();
  readonly #begin;
  readonly #commit;
  readonly #categories = new Set<string>();
  #committed: Checkpoint | undefined;
  #events: number;
  #last: RecordedEvent | undefined;
  /** When the log took the last event of which that is known. */
  #recordedAt: string;
  #pending = 0;

  constructor(db: Database, ledgers: readonly Ledger[], projections: readonly Projection[]) {
    this.#checkpoint = new CheckpointTable(db);
    this.#parkedTable = new ParkedTable(db);
    this.#parked = new Map(this.#parkedTable.all().map((parked) => [parked.stream, parked]));
    this.#everyone = {
      ledgers: ledgers.map((ledger) => ({ ...ledger, writer: ledger.open(db) })),
      projections: projections.map((projection) => ({ ...projection, writer: projection.open(db) })),
    };
    this.#begin = db.prepare('BEGIN IMMEDIATE');
    this.#commit = db.prepare('COMMIT');
    this.#committed = this.#checkpoint.read();
    this.#events = this.#committed?.events ?? 0;
    this.#recordedAt = this.#committed?.recordedAt ?? '';
  }

  /** The last event that is in the file. */
  get checkpoint(): Checkpoint | undefined {
    return this.#committed;
  }

  /** How many events were applied and are not yet in the file. */
  get pending(): number {
    return this.#pending;
  }

  /** The streams that wait, by name. */
  get parked(): ReadonlyMap<string, ParkedStream> {
    return this.#parked;
  }

  /** Takes the events that follow in the log; `commit` puts them into the file. */
  apply(events: readonly RecordedEvent[]): void {
    if (this.#pending === 0 && events.length > 0) this.#begin.run();
    for (const event of events) {
      const category = categoryIn(event.stream);
      const { ledgers, projections } = this.#audience(category);
      this.#categories.add(category);
      for (const { writer } of ledgers) writer.note(event);
      this.#follow(event, projections);
      this.#last = event;
    }
    const timed = events.findLast(({ metadata }) => recordedAtOf(metadata) !== undefined);
    if (timed) this.#recordedAt = timed.metadata.recordedAt;
    this.#events += events.length;
    this.#pending += events.length;
  }

  /** @returns the categories of the streams whose events it puts into the file */
  commit(): readonly string[] {
    if (this.#pending === 0) return [];
    for (const { writer } of this.#everyone.ledgers) writer.flush?.();
    for (const { writer } of this.#everyone.projections) writer.flush();
    if (this.#last) this.#checkpoint.write(this.#last, this.#recordedAt, this.#events);
    this.#commit.run();
    this.#pending = 0;
    this.#committed = this.#checkpoint.read();
    const categories = [...this.#categories];
    this.#categories.clear();
    return categories;
  }

  /**
   * Tries a parked stream again, with its events from the one that parked it up to the checkpoint. It stays parked,
   * perhaps by another event, when one cannot be taken still.
   */
  retry(stream: string, events: readonly RecordedEvent[]): void {
    this.commit();
    this.#begin.run();
    this.#parkedTable.remove(stream);
    this.#parked.delete(stream);
    const { projections } = this.#audience(categoryIn(stream));
    for (const event of events) this.#follow(event, projections);
    for (const { writer } of projections) writer.flush();
    this.#commit.run();
  }

  #follow(event: RecordedEvent, projections: readonly OpenProjection[]): void {
    if (!this.#parked.has(event.stream)) this.#take(event, projections);
    if (this.#parked.has(event.stream)) for (const { writer } of projections) writer.takeParked?.(event);
  }

  /** All projections take the event, or none. */
  #take(event: RecordedEvent, projections: readonly OpenProjection[]): void {
    const writes: (() => void)[] = [];
    let taking = 'any';
    try {
      const facts = factsIn(event.metadata);
      for (const { name, writer } of projections) {
        taking = name;
        writes.push(writer.take(event, facts));
      }
    } catch (error) {
      this.#parked.set(event.stream, this.#parkedTable.park(event, taking, error));
      return;
    }
    for (const write of writes) write();
  }

  #audience(category: string): Audience {
    const known = this.#audiences.get(category);
    if (known) return known;
    const concerns = (each: Pick<Projection, 'category'>) => (each.category ?? category) === category;
    const audience = {
      ledgers: this.#everyone.ledgers.filter(concerns),
      projections: this.#everyone.projections.filter(concerns),
    };
    this.#audiences.set(category, audience);
    return audience;
  }
}
