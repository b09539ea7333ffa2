import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import type { Upcasting } from '#event-log';
import { schemaVersionOf, upcast } from '#history';
import { type Command, type Decider, type Event, fold } from '../index.js';
import { amina, minute } from './specification.js';

/** An event of a shape that was once written, and how it reads today. */
export interface Golden {
  readonly type: string;
  readonly schemaVersion: number;
  readonly data: object;
  readonly reads: object;
}

/** The golden files of a folder, which is relative to the repository. */
function goldenFilesIn(folder: string): { readonly name: string; readonly golden: Golden }[] {
  const at = new URL(`../../../../${folder}/`, import.meta.url);
  return readdirSync(at)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => ({
      name,
      // The shape is what the tests below look at.
      golden: JSON.parse(readFileSync(new URL(name, at), 'utf8')) as Golden,
    }));
}

/**
 * Keeps old events readable: the folder has a golden file for each event type in each version of its shape,
 * `<Type>.v<schemaVersion>.json`, and one more, `<Type>.v<schemaVersion>.with-<field>.json`, for each field that came
 * later and may be absent. A file is never changed once its version has been released.
 *
 * @param folder relative to the repository
 */
export function goldenFilesKeepTheirMeaning(
  folder: string,
  eventTypes: readonly string[],
  { schemaVersionOf, upcast }: Upcasting,
): void {
  const files = goldenFilesIn(folder);

  describe(`the events written as in ${folder}`, () => {
    it('are of every type in each of its versions', () => {
      const needed = eventTypes.flatMap((type) =>
        Array.from({ length: schemaVersionOf(type) }, (_, n) => `${type}.v${n + 1}.json`),
      );
      expect(files.map(({ name }) => name)).toEqual(expect.arrayContaining(needed));
    });

    it.each(files)('are in a file named after them: $name', ({ name, golden }) => {
      const [shape, ...later] = name.replace(/\.json$/, '').split('.with-');
      expect(shape).toBe(`${golden.type}.v${golden.schemaVersion}`);
      expect(Object.keys(golden.data)).toEqual(expect.arrayContaining(later));
    });

    it.each(files)('still read as they must: $name', ({ golden: { type, schemaVersion, data, reads } }) => {
      const written = { type, data, metadata: { schemaVersion } };
      const untouched = structuredClone(written);
      const newest = { type, data: reads, metadata: { schemaVersion: schemaVersionOf(type) } };
      expect(upcast(written)).toEqual(newest);
      expect(written).toEqual(untouched);
    });
  });
}

/**
 * Holds a decider to the shapes of its events: what its golden files read as can be folded and worded.
 *
 * @param folder  where the files are, relative to the repository
 * @param opening the event that comes first, before each of the others
 */
export function readsItsGoldenFiles<State extends object, C extends Command, E extends Event>(
  decider: Decider<State, C, E>,
  folder: string,
  opening: E['type'],
): void {
  const files = goldenFilesIn(folder);
  const happened = ({ type, reads }: Golden) => ({
    event: { type, data: reads },
    facts: { occurredAt: minute(0), recordedAt: minute(0), actor: amina },
  });
  const begun = () =>
    fold(
      decider,
      files.filter(({ golden }) => golden.type === opening).map(({ golden }) => happened(golden)),
    );

  goldenFilesKeepTheirMeaning(folder, decider.eventTypes, { schemaVersionOf, upcast });

  describe(`the golden files of ${decider.category}`, () => {
    it.each(files)('$name is folded and worded with nothing missing', ({ golden }) => {
      const state = decider.evolve(golden.type === opening ? undefined : begun(), happened(golden));
      expect(JSON.parse(JSON.stringify(state))).toStrictEqual(state);
      expect(decider.describe(happened(golden))).not.toMatch(/undefined|\[object/);
    });
  });
}
