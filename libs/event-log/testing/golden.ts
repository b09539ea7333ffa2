import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { type Upcaster, upcasting } from '../upcasting.js';
import { anEvent } from './samples.js';

/** An event as some version of Sitrep wrote it, and what its data must read as today. */
interface GoldenFile {
  readonly type: string;
  readonly schemaVersion: number;
  readonly data: object;
  readonly reads: object;
}

export interface Golden {
  /** The event types of a decider. */
  readonly eventTypes: readonly string[];
  readonly upcasters?: readonly Upcaster[];
}

/**
 * Defines the tests that keep old events readable. The folder (from the project's root) holds one file for each event
 * type and version of it that was ever written, `SeverityChanged.v1.json`, of
 * `{ "type", "schemaVersion", "data", "reads" }`. A file is never changed once its version has been released.
 */
export function goldenFiles(folder: string, { eventTypes, upcasters = [] }: Golden): void {
  const { schemaVersionOf, upcast } = upcasting(upcasters);
  const names = readdirSync(folder).sort();

  describe(`events written as in ${folder}`, () => {
    it.each(names)('%s still reads as it must', (name) => {
      // The assertions below hold it to the type.
      const golden = JSON.parse(readFileSync(join(folder, name), 'utf8')) as GoldenFile;
      const { type, schemaVersion, data, reads } = golden;
      expect(`${type}.v${schemaVersion}.json`).toBe(name);
      const sample = anEvent(type, data);
      const event = { ...sample, metadata: { ...sample.metadata, schemaVersion } };
      const untouched = JSON.stringify(event);
      expect(upcast(event)).toMatchObject({ metadata: { schemaVersion: schemaVersionOf(type) } });
      expect(upcast(event).data).toEqual(reads);
      expect(JSON.stringify(event)).toBe(untouched);
    });

    it('has every event type in each of its versions', () => {
      const needed = eventTypes.flatMap((type) =>
        Array.from({ length: schemaVersionOf(type) }, (_, n) => `${type}.v${n + 1}.json`),
      );
      expect(needed.filter((name) => !names.includes(name))).toEqual([]);
    });
  });
}
