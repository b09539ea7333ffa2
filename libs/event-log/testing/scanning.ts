import { expect, it } from '@jest/globals';
import type { Position, RecordedEvent } from '../event.js';
import { InvalidPosition } from '../errors.js';
import type { LogFilter } from '../port.js';
import type { Subject } from './harness.js';
import { all, failureOf, idsOf } from './reading.js';
import { aStream, anEvent, events } from './samples.js';

/** The log in parts that tell how far they have come. */
export function scanning(given: Subject): void {
  it('gives in its parts what a read gives', async () => {
    const stream = aStream('scanned');
    const written = events(30);
    await given.log.append(stream, 'none', written);
    for (const filter of [{ streams: [stream] }, { streams: [stream], types: ['NoteRecorded'] }, {}]) {
      const parts = await all(given.log.scan({ filter }));
      expect(idsOf(parts.flatMap((part) => part.events))).toEqual(
        idsOf(await all(given.log.readAll({ filter }))),
      );
    }
  });

  it('comes to the end of the log, also where nothing passes, and can be gone on with from where it came to', async () => {
    const { position } = await given.log.append(aStream(), 'none', events(3));
    const nothing: LogFilter = { streams: [aStream('nothing')] };
    const reached = (await all(given.log.scan({ filter: nothing }))).at(-1)?.reached;
    expect(reached).toBe(position);
    const later = [anEvent(), anEvent()];
    await given.log.append(aStream(), 'none', later);
    const rest = await all(given.log.scan({ after: position }));
    expect(idsOf(rest.flatMap((part) => part.events))).toEqual(idsOf(later));
    expect(await all(given.log.scan({ after: (await given.log.head()) ?? '' }))).toMatchObject([
      { events: [] },
    ]);
  });

  it('gives every event once to whoever leaves after each part and goes on from there', async () => {
    const stream = aStream('left');
    const written = events(25);
    await given.log.append(stream, 'none', written);
    const filter = { streams: [stream] };
    const read: RecordedEvent[] = [];
    const head = await given.log.head();
    let after: Position | undefined;
    while (after !== head)
      for await (const part of given.log.scan({ ...(after !== undefined && { after }), filter, size: 7 })) {
        read.push(...part.events);
        after = part.reached;
        break;
      }
    expect(idsOf(read)).toEqual(idsOf(written));
  });

  it('refuses what is no position, and stops with the reason of its signal', async () => {
    await given.log.append(aStream(), 'none', events(1));
    expect(await failureOf(all(given.log.scan({ after: 'made-up' })))).toBeInstanceOf(InvalidPosition);
    const reason = new Error('Enough');
    expect(await failureOf(all(given.log.scan({ signal: AbortSignal.abort(reason) })))).toBe(reason);
  });
}
