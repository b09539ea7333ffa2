import type { EventLog, ScannedPart, SubscriptionMessage } from './port.js';

/** Brings the data of events of one type from one version of its shape to the next. */
export interface Upcaster {
  readonly type: string;
  /** The version that it takes, from 1 on; what it gives is the version after. */
  readonly from: number;
  /** A pure function: of data in the old shape, data in the new one. */
  readonly upcast: (data: never) => object;
}

/** What upcasting looks at of an event. */
interface Written {
  readonly type: string;
  readonly data: object;
  readonly metadata: { readonly schemaVersion: number };
}

export interface Upcasting {
  /** The version of the shape in which events of this type are written today. */
  readonly schemaVersionOf: (type: string) => number;
  /** The event in its newest shape; as it is, where it has that or one newer than is known here. */
  readonly upcast: <E extends Written>(event: E) => E;
}

/**
 * Composes upcasters. A type without any is at version 1.
 *
 * @throws Error when a type's upcasters do not lead from version 1 to its newest, step by step
 */
export function upcasting(upcasters: readonly Upcaster[]): Upcasting {
  const steps = new Map<string, Upcaster[]>();
  for (const upcaster of [...upcasters].sort((one, other) => one.from - other.from)) {
    const ofType = steps.get(upcaster.type) ?? [];
    if (upcaster.from !== ofType.length + 1)
      throw new Error(
        `The upcasters of ${upcaster.type} need one from version ${ofType.length + 1}, not from ${upcaster.from}`,
      );
    steps.set(upcaster.type, [...ofType, upcaster]);
  }
  return {
    schemaVersionOf: (type) => (steps.get(type)?.length ?? 0) + 1,
    upcast: (event) => {
      const missing = (steps.get(event.type) ?? []).filter(
        ({ from }) => from >= event.metadata.schemaVersion,
      );
      if (missing.length === 0) return event;
      // The log holds what its writers wrote at that version, which is what the upcaster takes.
      const data = missing.reduce((shape, { upcast }) => upcast(shape as never), event.data);
      const schemaVersion = event.metadata.schemaVersion + missing.length;
      return { ...event, data, metadata: { ...event.metadata, schemaVersion } };
    },
  };
}

/** The log, with every event that it gives in its newest shape. What it holds stays as it was written. */
export function withUpcasters(log: EventLog, upcasters: readonly Upcaster[]): EventLog {
  const { upcast } = upcasting(upcasters);
  const upcastMessage = (message: SubscriptionMessage): SubscriptionMessage =>
    message.kind === 'events'
      ? { ...message, events: message.events.map((event) => upcast(event)) }
      : message;
  const upcastPart = (part: ScannedPart): ScannedPart => ({
    ...part,
    events: part.events.map((event) => upcast(event)),
  });
  return {
    engine: log.engine,
    append: (stream, expected, events) => log.append(stream, expected, events),
    read: (stream, options) => mapped(log.read(stream, options), upcast),
    readAll: (options) => mapped(log.readAll(options), upcast),
    scan: (options) => mapped(log.scan(options), upcastPart),
    subscribe: (options) => mapped(log.subscribe(options), upcastMessage),
    head: () => log.head(),
    has: (position) => log.has(position),
    health: () => log.health(),
    close: () => log.close(),
  };
}

/** Unlike a generator, it hands `return()` on at once, even while it waits for the next item. */
function mapped<T>(source: AsyncIterable<T>, map: (item: T) => T): AsyncIterable<T> {
  return {
    [Symbol.asyncIterator]() {
      const items = source[Symbol.asyncIterator]();
      const end = async (): Promise<IteratorResult<T>> => {
        await items.return?.();
        return { done: true, value: undefined };
      };
      return {
        async next() {
          const item = await items.next();
          if (item.done) return item;
          try {
            return { done: false, value: map(item.value) };
          } catch (error) {
            await end();
            throw error;
          }
        },
        return: end,
      };
    },
  };
}
