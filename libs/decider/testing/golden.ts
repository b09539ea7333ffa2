import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { type Command, type Decider, type Event, fold } from '../index.js';
import { amina, minute } from './specification.js';

/** An event of a shape that was once written, and how it reads today. */
interface Golden {
  readonly type: string;
  readonly schemaVersion: number;
  readonly data: object;
  readonly reads: object;
}

/**
 * Holds a decider to the shapes of its events: each has its golden files, `<Type>.v<schemaVersion>.json`, and one
 * more, `<Type>.v<schemaVersion>.with-<field>.json`, for each field that came later and may be absent. What they read
 * as can be folded and worded.
 *
 * @param folder  where the files are, relative to the repository
 * @param opening the event that comes first, before each of the others
 */
export function readsItsGoldenFiles<State extends object, C extends Command, E extends Event>(
  decider: Decider<State, C, E>,
  folder: string,
  opening: E['type'],
): void {
  const at = new URL(`../../../../${folder}/`, import.meta.url);
  const files = readdirSync(at).map((name) => ({
    name,
    // The shape is what the tests below look at.
    golden: JSON.parse(readFileSync(new URL(name, at), 'utf8')) as Golden,
  }));
  const happened = ({ type, reads }: Golden) => ({
    event: { type, data: reads },
    facts: { occurredAt: minute(0), recordedAt: minute(0), actor: amina },
  });
  const begun = () =>
    fold(
      decider,
      files.filter(({ golden }) => golden.type === opening).map(({ golden }) => happened(golden)),
    );

  describe(`the golden files of ${decider.category}`, () => {
    it('show every event', () => {
      const shown = files.map(({ golden }) => golden.type);
      expect(shown).toEqual(expect.arrayContaining([...decider.eventTypes]));
    });

    it.each(files)('$name is named after what it holds', ({ name, golden }) => {
      const [shape, ...later] = name.replace(/\.json$/, '').split('.with-');
      expect(shape).toBe(`${golden.type}.v${golden.schemaVersion}`);
      expect(Object.keys(golden.data)).toEqual(expect.arrayContaining(later));
    });

    it.each(files)('$name is folded and worded with nothing missing', ({ golden }) => {
      const state = decider.evolve(golden.type === opening ? undefined : begun(), happened(golden));
      expect(JSON.parse(JSON.stringify(state))).toStrictEqual(state);
      expect(decider.describe(happened(golden))).not.toMatch(/undefined|\[object/);
    });
  });
}
