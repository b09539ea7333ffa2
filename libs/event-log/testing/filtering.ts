import { randomUUID } from 'node:crypto';
import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { actorKinds } from '#decider';
import type { EventMetadata } from '../event.js';
import { matcher } from '../matcher.js';
import type { LogFilter } from '../port.js';
import type { Subject } from './harness.js';
import { all, catchUp, idsOf } from './reading.js';
import { aStream, anEvent } from './samples.js';

const ids = ['u-ada', 'u-öl "quoted" \\ %_', 'U-ADA', "'; --"];
const times = [9, 10, 11, 12].map((hour) => `2026-03-01T${String(hour).padStart(2, '0')}:00:00.000Z`);
const actor = fc.record({
  kind: fc.constantFrom(...actorKinds),
  id: fc.constantFrom(...ids),
  name: fc.constant('Ada'),
});

/** Metadata of few different values, so that filters meet some of them. */
const metadata: fc.Arbitrary<Partial<EventMetadata>> = fc.record(
  {
    actor,
    onBehalfOf: actor,
    $correlationId: fc.constantFrom(...ids),
    occurredAt: fc.constantFrom(...times),
    recordedAt: fc.constantFrom(...times),
  },
  { requiredKeys: ['actor', '$correlationId', 'occurredAt', 'recordedAt'] },
);
const someOf = <T>(...values: readonly T[]) => fc.subarray([...values]);
const time = fc.constantFrom(...times);
const range = fc.record({ from: time, to: time }, { requiredKeys: [] });
const filters: fc.Arbitrary<LogFilter> = fc.record(
  {
    actors: fc.record({ ids: someOf(...ids), kinds: someOf(...actorKinds) }, { requiredKeys: [] }),
    correlationIds: someOf(...ids),
    occurredAt: range,
    recordedAt: range,
    types: someOf('Opened', 'Noted'),
  },
  { requiredKeys: [] },
);

/** Filters by what stands beside the data. */
export function filtering(given: Subject): void {
  /** The places, among the events that were appended with these metadata, of those that the filter lets pass. */
  const places = async (beside: readonly Partial<EventMetadata>[], ...by: readonly LogFilter[]) => {
    const stream = aStream('filtered');
    const written = beside.map((one, at) => {
      const event = anEvent(at % 2 === 0 ? 'Opened' : 'Noted');
      return { ...event, metadata: { ...event.metadata, ...one } };
    });
    await given.log.append(stream, 'none', written);
    const passed: number[][] = [];
    for (const filter of by) {
      const read = await all(given.log.readAll({ filter: { streams: [stream], ...filter } }));
      passed.push(idsOf(read).map((id) => idsOf(written).indexOf(id)));
    }
    return { passed, written: await all(given.log.read(stream)) };
  };

  it('gives what certain actors did, and what was done for them', async () => {
    const [ada, bo] = [
      { kind: 'USER', id: 'u-ada', name: 'Ada' },
      { kind: 'API_KEY', id: 'k-bo', name: 'Bo' },
    ] as const;
    const beside = [{ actor: ada }, { actor: bo }, { actor: bo, onBehalfOf: ada }];
    const { passed } = await places(
      beside,
      { actors: { ids: ['u-ada'] } },
      { actors: { kinds: ['API_KEY'] } },
      // One and the same must be both.
      { actors: { ids: ['u-ada'], kinds: ['API_KEY'] } },
      { actors: {} },
      { actors: { ids: [] } },
    );
    expect(passed).toEqual([[0, 2], [1, 2], [], [0, 1, 2], []]);
  });

  it('gives what belongs together, and what one command recorded', async () => {
    const commandId = randomUUID();
    const beside = [{ $correlationId: 'c-1' }, { $correlationId: 'c-2', commandId }, { commandId }];
    const { passed } = await places(
      beside,
      { correlationIds: ['c-1', 'c-2'] },
      { commandIds: [commandId] },
      { commandIds: [commandId], correlationIds: ['c-2'] },
      { commandIds: [] },
    );
    expect(passed).toEqual([[0, 1], [1, 2], [1], []]);
  });

  it('gives what happened, or was recorded, from a time on until before another', async () => {
    const beside = times.map((occurredAt, at) => ({ occurredAt, recordedAt: times.at(-1 - at) ?? '' }));
    const [nine = '', ten = '', , twelve = ''] = times;
    const { passed } = await places(
      beside,
      { occurredAt: { from: ten, to: twelve } },
      { occurredAt: { from: ten } },
      { recordedAt: { to: ten } },
      { occurredAt: { from: ten }, recordedAt: { from: ten, to: twelve } },
      { occurredAt: { from: nine, to: nine } },
    );
    expect(passed).toEqual([[1, 2], [1, 2, 3], [3], [1, 2], []]);
  });

  it('gives to readers and subscribers what the filter says, whatever it names', async () => {
    const some = fc.array(metadata, { minLength: 1, maxLength: 12 });
    const property = fc.asyncProperty(some, filters, async (beside, filter) => {
      const { passed, written } = await places(beside, filter);
      const wanted = written.filter(matcher(filter));
      expect(passed).toEqual([wanted.map((event) => written.indexOf(event))]);
      const streams = written.slice(0, 1).map(({ stream }) => stream);
      const { events } = await catchUp(given.log.subscribe({ filter: { ...filter, streams } }));
      expect(idsOf(events)).toEqual(idsOf(wanted));
    });
    await fc.assert(property, { numRuns: 25 });
  });
}
