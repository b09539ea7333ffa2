import type { RecordedEvent } from '#event-log';

const english = new Intl.NumberFormat('en');

/** A number as people read it: `12,345`. */
export const count = (number: number): string => english.format(number);

/** So many of a thing: `1 event`, `12,345 events`. */
export const counted = (number: number, thing: string): string =>
  `${count(number)} ${thing}${number === 1 ? '' : 's'}`;

export const lineName = (number: number): string => `Line ${count(number)}`;

/** An event by what tells it apart: `event 6f1c… of incident-… (revision 7)`. */
export const eventName = ({
  id,
  stream,
  revision,
}: Pick<RecordedEvent, 'id' | 'stream' | 'revision'>): string =>
  `event ${id} of ${stream} (revision ${count(revision)})`;

/** Enough of a hash to tell it from another: `3f2a9c01b7e4…`. */
export const shortHash = (hash: string): string => `${hash.slice(0, 12)}…`;

/** `1 event is missing`, `12,345 events are missing`. */
export const areMissing = (number: number): string =>
  `${counted(number, 'event')} ${number === 1 ? 'is' : 'are'} missing`;
