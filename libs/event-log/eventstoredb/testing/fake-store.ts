/** What the server writes for "no stream", "any" and "stream exists". */
export const NO_STREAM = -1n;
export const ANY = -2n;
export const STREAM_EXISTS = -4n;

export interface ProposedEvent {
  readonly id: string;
  readonly type: string;
  readonly contentType: string;
  readonly data: Uint8Array;
  readonly metadata: Uint8Array;
}

export interface StoredEvent extends ProposedEvent {
  readonly stream: string;
  readonly revision: bigint;
  /** Both its commit and its prepare position, as the server has it for all that was not written in a transaction. */
  readonly position: bigint;
  readonly created: Date;
}

export type AppendOutcome =
  | { readonly kind: 'written' | 'idempotent'; readonly last: StoredEvent | undefined }
  | { readonly kind: 'wrong-expected-version'; readonly expected: bigint; readonly current: bigint };

/**
 * The data of a FAKE EventStoreDB: what is on its disk, and what it remembers until it restarts. It follows the
 * server's rules for expectations and idempotence (CheckCommit in its IndexWriter) case by case.
 */
export class FakeStore {
  readonly events: StoredEvent[] = [];
  private readonly streams = new Map<string, StoredEvent[]>();
  private readonly remembered = new Map<string, StoredEvent>();
  private readonly listeners = new Set<() => void>();
  private appends = 0;
  /** Where the next event will be. */
  end = 548n;

  constructor() {
    this.writeSystemEvent('$settings');
    this.writeSystemEvent('$user-admin');
  }

  stream(name: string): readonly StoredEvent[] {
    return this.streams.get(name) ?? [];
  }

  append(stream: string, expected: bigint, events: readonly ProposedEvent[]): AppendOutcome {
    const outcome = this.check(
      stream,
      expected,
      events.map(({ id }) => id),
    );
    if (outcome) return outcome;
    let last: StoredEvent | undefined;
    for (const event of events) last = this.write(stream, event);
    if (++this.appends % 5 === 0) this.writeSystemEvent('$stats-127.0.0.1:2113');
    for (const listener of this.listeners) listener();
    return { kind: 'written', last };
  }

  /** A restart: what the disk holds stays; the ids in memory, by which `any` recognizes a retry, are gone. */
  forget(): void {
    this.remembered.clear();
  }

  /** Calls back after each append, until the returned function is called. */
  onAppend(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private check(stream: string, expected: bigint, ids: readonly string[]): AppendOutcome | undefined {
    const held = this.stream(stream);
    const current = BigInt(held.length) - 1n;
    const wrong = { kind: 'wrong-expected-version', expected, current } as const;
    if (expected === STREAM_EXISTS && current < 0n) return wrong;
    if (expected === ANY || expected === STREAM_EXISTS) {
      const known = ids.map((id) => this.remembered.get(id)).filter((event) => event?.stream === stream);
      if (ids.length === 0 || known[0]?.id !== ids[0]) return undefined;
      return known.length === ids.length ? { kind: 'idempotent', last: known.at(-1) } : wrong;
    }
    if (expected > current) return wrong;
    if (expected === current) return undefined;
    const same = held.slice(Number(expected) + 1, Number(expected) + 1 + ids.length);
    if (ids.length === 0 || ids.some((id, n) => same[n]?.id !== id)) return wrong;
    return { kind: 'idempotent', last: same.at(-1) };
  }

  private write(stream: string, event: ProposedEvent): StoredEvent {
    const held = this.streams.get(stream) ?? [];
    const stored = {
      ...event,
      stream,
      revision: BigInt(held.length),
      position: this.end,
      created: new Date(),
    };
    this.streams.set(stream, held);
    held.push(stored);
    this.events.push(stored);
    this.remembered.set(event.id, stored);
    this.end += BigInt(
      120 + 2 * (stream.length + event.type.length) + event.data.length + event.metadata.length,
    );
    return stored;
  }

  /** So many events of the server itself, such as its statistics. */
  writeSystemEvents(count: number): void {
    for (let n = 0; n < count; n++) this.writeSystemEvent('$stats-127.0.0.1:2113');
  }

  private writeSystemEvent(stream: string): void {
    const nothing = new Uint8Array();
    this.write(stream, {
      id: crypto.randomUUID(),
      type: '$statsCollected',
      contentType: 'application/octet-stream',
      data: nothing,
      metadata: nothing,
    });
  }
}
