import type { RecordedEvent as ServerEvent } from '@eventstore/db-client';
import type { EventMetadata, RecordedEvent } from '../event.js';
import type { SealedEvent, StreamEnd } from '../sealing.js';
import { toPosition, type LogPosition } from './positions.js';

/** The client's events of streams and of `$all`, which differ in type only. */
export interface Resolved {
  readonly event?: ServerEvent;
}

/** The server's own events, in its own streams or (tombstones, links) among ours, are never given out. */
export const isOurs = ({ streamId, type }: ServerEvent): boolean =>
  !streamId.startsWith('$') && !type.startsWith('$');

/**
 * Where the event is in the whole log.
 *
 * @throws Error the server does not say; 22.6 and later do
 */
export function positionOf({ position }: ServerEvent): LogPosition {
  if (position === undefined || position.commit >= 2n ** 63n)
    throw new Error('The server gives no position with an event: EventStoreDB 22.6 or later is needed');
  return position;
}

/** The event in the port's terms. Only Sitrep writes to the log, and it writes this shape. */
export function toRecorded(event: ServerEvent): RecordedEvent {
  const { metadata, hash } = unsealed(event);
  return {
    id: event.id,
    type: event.type,
    data: event.data as object,
    metadata: metadata as EventMetadata,
    stream: event.streamId,
    revision: Number(event.revision),
    position: toPosition(positionOf(event)),
    hash,
  };
}

/** The metadata as the server stores it: with the event's hash in it. */
export const sealedMetadata = ({ metadata, hash }: SealedEvent): string =>
  `${metadata.slice(0, -1)}${metadata === '{}' ? '' : ','}"hash":"${hash}"}`;

/** What the event is to the one that follows it. */
export const endOf = (event: ServerEvent): StreamEnd => ({
  revision: Number(event.revision),
  hash: unsealed(event).hash,
});

/** The metadata without the hash that is in it; that is empty where something else than Sitrep wrote the event. */
function unsealed(event: ServerEvent): { metadata: unknown; hash: string } {
  const metadata: unknown = event.metadata ?? {};
  if (typeof metadata !== 'object' || metadata === null) return { metadata, hash: '' };
  if (!('hash' in metadata) || !isHash(metadata.hash)) return { metadata, hash: '' };
  const { hash, ...own } = metadata;
  return { metadata: own, hash: metadata.hash };
}

const isHash = (value: unknown): value is string => typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);

/** Roughly how many characters the value takes as JSON. It costs a fraction of what parsing it did. */
export function weigh(value: unknown): number {
  if (typeof value === 'string') return value.length + 2;
  if (typeof value !== 'object' || value === null) return 5;
  let weight = 2;
  for (const part of Object.values(value)) weight += 8 + weigh(part);
  return weight;
}
