import { expect, it } from '@jest/globals';
import { canonical } from '../chain.js';
import { AppendTooLarge, MalformedText } from '../errors.js';
import { MAX_APPEND_BYTES } from '../limits.js';
import type { Subject } from './harness.js';
import { all, failureOf } from './reading.js';
import { aStream, anEvent } from './samples.js';

/** Sizes, names and characters at the edge. */
export function limits(given: Subject): void {
  const text = (bytes: number) => ({ text: 'x'.repeat(bytes) });

  it('takes an append just under 1 MiB and gives it back equal', async () => {
    const stream = aStream();
    const big = anEvent('NoteRecorded', text(MAX_APPEND_BYTES - 1_000));
    await given.log.append(stream, 'none', [big]);
    const [held] = await all(given.log.read(stream));
    expect(held?.data).toEqual(big.data);
    const [heldInAll] = await all(given.log.readAll({ filter: { streams: [stream] } }));
    expect(heldInAll?.data).toEqual(big.data);
  });

  it.each([
    ['one event', () => [anEvent('NoteRecorded', text(MAX_APPEND_BYTES))]],
    ['many events together', () => Array.from({ length: 20 }, () => anEvent('NoteRecorded', text(60_000)))],
    ['characters of several bytes', () => [anEvent('NoteRecorded', { text: '💥'.repeat(300_000) })]],
    [
      'metadata',
      () => {
        const event = anEvent();
        return [{ ...event, metadata: { ...event.metadata, source: 'x'.repeat(MAX_APPEND_BYTES) } }];
      },
    ],
  ])('refuses more than 1 MiB in %s and records nothing', async (_, tooMuch) => {
    const stream = aStream();
    const failure = await failureOf(given.log.append(stream, 'none', [anEvent(), ...tooMuch()]));
    expect(failure).toBeInstanceOf(AppendTooLarge);
    expect(failure).toMatchObject({ limit: MAX_APPEND_BYTES });
    expect((failure as AppendTooLarge).bytes).toBeGreaterThan(MAX_APPEND_BYTES);
    expect(await all(given.log.read(stream))).toEqual([]);
  });

  it.each([
    ['unicode', 'störung-ünïcode-事故-🔥'],
    ['quotes', `it's "quoted" \`here\`; DROP TABLE events; --`],
    ['wildcards', 'incident-100%_done*?[a]'],
    ['lines and tabs', 'two\nlines\tand\r\nmore'],
    ['spaces', '  with  spaces  '],
    ['500 characters', 'long-'.repeat(100)],
    ['slashes and dots', '../../etc/passwd'],
    ['what looks like a number', '0'],
  ])('takes a stream whose name has %s', async (_, oddName) => {
    const stream = `${oddName} ${aStream()}`;
    const neighbor = `${stream}x`;
    await given.log.append(stream, 'none', [anEvent(), anEvent()]);
    await given.log.append(neighbor, 'none', [anEvent()]);
    const held = await all(given.log.read(stream));
    expect(held.map((event) => event.stream)).toEqual([stream, stream]);
    const filtered = await all(given.log.readAll({ filter: { streams: [stream] } }));
    expect(filtered.map((event) => event.stream)).toEqual([stream, stream, neighbor]);
  });

  it('tells names apart that differ in case or in the way that an accent is written', async () => {
    const name = aStream();
    const names = [`${name}-café`, `${name}-CAFÉ`, `${name}-cafe\u0301`];
    for (const stream of names) await given.log.append(stream, 'none', [anEvent()]);
    for (const stream of names) expect(await all(given.log.read(stream))).toHaveLength(1);
  });

  it.each([
    ['the empty name', ''],
    ["a name of EventStoreDB's own streams", '$all'],
    ['half a surrogate pair', 'incident-\ud83d'],
  ])('refuses %s', async (_, stream) => {
    expect(await failureOf(given.log.append(stream, 'any', [anEvent()]))).toBeInstanceOf(TypeError);
  });

  it.each([
    ['other scripts', { text: 'Σφάλμα סִינַי 事故 🏳️‍🌈 e\u0301' }],
    ['control characters', { text: '\u0000\u0001\b\f\n\r\t\u2028\u2029\u007f\ufeff' }],
    ['numbers at the edge', { n: [0, -1, 1e21, 5e-324, Number.MAX_SAFE_INTEGER, 0.1 + 0.2] }],
    ['empty things', { a: '', b: [], c: {}, d: null, e: false }],
    [
      'names that objects have',
      JSON.parse('{"__proto__": 1, "constructor": "x", "toString": null}') as object,
    ],
    ['depth', JSON.parse('{"a":'.repeat(200) + '1' + '}'.repeat(200)) as object],
  ])('gives data with %s back equal', async (_, data) => {
    const stream = aStream();
    await given.log.append(stream, 'none', [anEvent('NoteRecorded', data)]);
    const [held] = await all(given.log.read(stream));
    expect(held?.data).toEqual(data);
    expect(canonical(held?.data ?? {})).toBe(canonical(data));
  });

  it.each([
    ['a value', () => anEvent('NoteRecorded', { said: [{ text: 'a\ud83db' }] })],
    ['a name', () => anEvent('NoteRecorded', { 'a\udca5': 1 })],
    ['the type', () => anEvent('Note\ud83d')],
    [
      'the metadata',
      () => {
        const event = anEvent();
        return { ...event, metadata: { ...event.metadata, source: '\udca5' } };
      },
    ],
  ])('refuses half a surrogate pair in %s, which has no UTF-8 to hash', async (_, malformed) => {
    const stream = aStream();
    const failure = await failureOf(given.log.append(stream, 'any', [anEvent(), malformed()]));
    expect(failure).toBeInstanceOf(MalformedText);
    expect(await all(given.log.read(stream))).toEqual([]);
  });

  it.each([NaN, Infinity, 10n, () => 1, Symbol('x')])('refuses %p for data', async (odd) => {
    const stream = aStream();
    const failure = await failureOf(given.log.append(stream, 'any', [anEvent('NoteRecorded', { odd })]));
    expect(failure).toBeInstanceOf(TypeError);
    expect(await all(given.log.read(stream))).toEqual([]);
  });

  it('gives metadata back equal, of whatever scripts and fields', async () => {
    const stream = aStream();
    const event = anEvent();
    const metadata = {
      ...event.metadata,
      fingerprint: 'sha256:äöü',
      onBehalfOf: { kind: 'USER', id: '🦊', name: 'Zoë "O\'Neil"\n' } as const,
      later: { nested: ['field', 1, null] },
    };
    await given.log.append(stream, 'none', [{ ...event, metadata }]);
    const [held] = await all(given.log.read(stream));
    expect(held?.metadata).toEqual(metadata);
  });
}
