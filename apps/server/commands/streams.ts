import { LRUCache } from 'lru-cache';
import type { AnyDecider } from '#decider';
import type { Appended, EventLog, NewEvent, Position, RecordedEvent } from '#event-log';

/** What is known of a stream as of a revision. */
export interface Known {
  /** The state that its events fold to; undefined where there are none. */
  readonly state: object | undefined;
  readonly revision: number | 'none';
  readonly position: Position | undefined;
}

/** A stream as it was just read. */
export interface Loaded extends Known {
  /** The events since what was known before. */
  readonly added: readonly RecordedEvent[];
}

const nothingKnown: Known = { state: undefined, revision: 'none', position: undefined };

const MOST_REMEMBERED = 5000;

/**
 * The streams that commands are about. The states of those that were changed last are remembered, and others are
 * recalled as the views have them, which spares a command the reading of the stream. A state may be out of date, since
 * other nodes write too: an append that rests on it expects its revision, and fails when there is more.
 */
export class Streams {
  readonly #states = new LRUCache<string, Known>({ max: MOST_REMEMBERED });

  /** @param recall what the views know of a stream, which may be less than there is */
  constructor(
    readonly log: EventLog,
    private readonly recall: (stream: string) => Known | undefined = () => undefined,
  ) {}

  /** What is known of a stream without reading it, if anything is; as of the revision named, if that is known. */
  known(stream: string, revision?: number): Known | undefined {
    const remembered = this.#states.get(stream);
    const suffices = remembered && (revision === undefined || remembered.revision === revision);
    return suffices ? remembered : (this.recall(stream) ?? remembered);
  }

  /** Reads a stream: all of it, or what came after what is known of it. */
  async load(stream: string, decider: AnyDecider, since: Known = nothingKnown): Promise<Loaded> {
    const { revision } = since;
    let { state } = since;
    const added: RecordedEvent[] = [];
    for await (const event of this.log.read(stream, { from: revision === 'none' ? 0 : revision + 1 })) {
      state = decider.evolve(state, { event, facts: event.metadata });
      added.push(event);
    }
    const { position, revision: last } = added.at(-1) ?? since;
    return { state, revision: last, position, added };
  }

  /** Appends to a stream as it is known, and remembers what comes of it. */
  async append(
    stream: string,
    { revision, state }: Known,
    events: readonly NewEvent[],
    decider: AnyDecider,
  ): Promise<Appended & { readonly state: object | undefined }> {
    this.#states.delete(stream);
    const appended = await this.log.append(stream, revision, events);
    const after = events.reduce(
      (folded, event) => decider.evolve(folded, { event, facts: event.metadata }),
      state,
    );
    const known = { state: after, ...appended };
    this.#states.set(stream, known);
    return known;
  }

  /** Forgets a state, where the log has other events than those that were appended. */
  forget(stream: string): void {
    this.#states.delete(stream);
  }
}
