import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { canonicalJson } from './canonical-json.js';
import { canonical, chainHash } from './chain.js';
import type { EventMetadata, NewEvent } from './event.js';
import { seal } from './sealing.js';
import { serialize } from './serialized.js';
import { anEvent } from './testing/index.js';

const value = fc.jsonValue({ stringUnit: 'binary' });
const object = fc.dictionary(fc.string({ unit: 'binary' }), value);
const newEvent = fc
  .record({
    id: fc.uuid({ version: 4 }),
    type: fc.string({ unit: 'binary', minLength: 1 }),
    data: object,
    metadata: object.filter((metadata) => !('hash' in metadata)),
  })
  .map((event): NewEvent => ({ ...event, metadata: event.metadata as object as EventMetadata }));
const newEvents = fc.uniqueArray(newEvent, { minLength: 1, maxLength: 4, selector: ({ id }) => id });
const streamName = fc.string({ unit: 'binary', minLength: 1 }).filter((name) => !name.startsWith('$'));

describe('the hash of an event', () => {
  it('is the SHA-256 of a text that one can write by hand', () => {
    const event = {
      id: '00000000-0000-4000-8000-000000000001',
      type: 'NoteRecorded',
      data: { text: 'Störung', n: 1e3 },
      metadata: anEvent().metadata,
      stream: 'incident-1',
      revision: 4,
    };
    const { commandId } = event.metadata;
    const written =
      `{"data":{"n":1000,"text":"Störung"},"id":"00000000-0000-4000-8000-000000000001",` +
      `"metadata":{"$causationId":"cause-7","$correlationId":"corr-7",` +
      `"actor":{"id":"u-ada","kind":"USER","name":"Ada Lovelace"},"commandId":"${commandId}",` +
      `"occurredAt":"2026-03-01T09:30:00.000Z","recordedAt":"2026-03-01T09:30:00.120Z","schemaVersion":1,` +
      `"source":"graphql"},"previous":"${'ab'.repeat(32)}","revision":4,"stream":"incident-1","type":"NoteRecorded"}`;
    expect(chainHash(event, 'ab'.repeat(32))).toBe(createHash('sha256').update(written).digest('hex'));
  });

  it('is that of chainHash where an engine makes it', () => {
    fc.assert(
      fc.property(streamName, newEvents, fc.option(fc.nat()), (stream, events, revision) => {
        const end = revision === null ? undefined : { revision, hash: 'cd'.repeat(32) };
        let previous = end?.hash ?? null;
        const sealed = seal(stream, end, serialize(stream, 'any', events));
        for (const [n, event] of events.entries()) {
          const place = (revision ?? -1) + 1 + n;
          previous = chainHash({ ...event, stream, revision: place }, previous);
          expect(sealed[n]).toMatchObject({ id: event.id, revision: place, hash: previous });
        }
      }),
    );
  });

  it('changes with anything that it covers', () => {
    const event = { ...anEvent(), stream: 'incident-1', revision: 1 };
    const previous = 'ab'.repeat(32);
    const others = [
      chainHash(event, previous),
      chainHash(event, null),
      chainHash(event, 'ac'.repeat(32)),
      chainHash({ ...event, stream: 'incident-2' }, previous),
      chainHash({ ...event, revision: 2 }, previous),
      chainHash({ ...event, type: 'NoteRetracted' }, previous),
      chainHash({ ...event, id: anEvent().id }, previous),
      chainHash({ ...event, data: { text: 'All quiet ' } }, previous),
      chainHash({ ...event, metadata: { ...event.metadata, source: 'cli' } }, previous),
    ];
    expect(new Set(others).size).toBe(others.length);
  });
});

describe('canonical JSON', () => {
  it('is the same in both ways in which it is made, and that of what it is read as', () => {
    fc.assert(
      fc.property(value, (any) => {
        const text = canonicalJson(any);
        expect(text).toBe(canonical({ any }).slice('{"any":'.length, -1));
        expect(canonicalJson(JSON.parse(text))).toBe(text);
      }),
      { numRuns: 1_000 },
    );
  });

  it.each([
    [
      { 10: 1, 9: 2, a: 3, A: 4, '\u{1f600}': 5, '\ufb33': 6 },
      '{"10":1,"9":2,"A":4,"a":3,"😀":5,"\ufb33":6}',
    ],
    [[-0, 1e21, 1e-7, 4.5, 0.1 + 0.2], '[0,1e+21,1e-7,4.5,0.30000000000000004]'],
    [
      { at: new Date(0), left: undefined, list: [undefined] },
      '{"at":"1970-01-01T00:00:00.000Z","list":[null]}',
    ],
    [{ text: '\u0000\b\f\n\r\t"\\/\u2028\u007fé' }, '{"text":"\\u0000\\b\\f\\n\\r\\t\\"\\\\/\u2028\u007fé"}'],
  ])('orders names, writes numbers and escapes as RFC 8785 says (%#)', (given, written) => {
    expect(canonicalJson(given)).toBe(written);
    expect(canonical(given)).toBe(written);
  });
});
