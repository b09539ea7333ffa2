import { hash } from 'node:crypto';
import type { SerializedEvent } from './serialized.js';

/** The last event of a stream, or the one that an append follows. */
export interface StreamEnd {
  readonly revision: number;
  readonly hash: string;
}

/** An event with its place in its stream and its hash. */
export interface SealedEvent extends SerializedEvent {
  readonly revision: number;
  readonly hash: string;
}

/** Gives the events, which follow `end` in the stream, their revisions and their hashes: those of `chainHash`. */
export function seal(
  stream: string,
  end: StreamEnd | undefined,
  events: readonly SerializedEvent[],
): SealedEvent[] {
  const name = JSON.stringify(stream);
  let revision = end?.revision ?? -1;
  let previous = end?.hash;
  return events.map((event) => {
    revision += 1;
    previous = hash('sha256', covered(event, name, revision, previous));
    const { id, type, data, metadata } = event;
    return { id, type, data, metadata, revision, hash: previous };
  });
}

/** The canonical form of what the hash covers: its fields, of which the two large ones are canonical already, in order. */
const covered = (
  { data, id, metadata, type }: SerializedEvent,
  stream: string,
  revision: number,
  previous: string | undefined,
): string =>
  `{"data":${data},"id":"${id}","metadata":${metadata},"previous":${previous === undefined ? 'null' : `"${previous}"`},` +
  `"revision":${revision},"stream":${stream},"type":${JSON.stringify(type)}}`;
