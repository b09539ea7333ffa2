import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { AnyDecider } from '#decider';
import { schemaVersionOf } from '#history';
import { deciders } from '../support/domain.js';
import { commandsOfEvents } from './commands-of-events.js';
import { docstringOf, librarySources, namedBy, within } from './sources.js';

const root = new URL('../../../', import.meta.url);

/** An event as a golden file has it. */
interface Example {
  readonly type: string;
  readonly schemaVersion: number;
  readonly data: object;
}

/** What there is to say of a type of event. */
export interface CatalogedEvent {
  readonly type: string;
  /** The docstring of its type in the code. */
  readonly means: string | undefined;
  readonly schemaVersion: number;
  /** How it is written today, and with each field that may be absent; from the golden files. */
  readonly examples: readonly Example[];
  /** The sentence of the last example. */
  readonly sentence: string;
  readonly commands: readonly string[];
}

/** The events of an aggregate. */
export interface CatalogedAggregate {
  readonly category: string;
  readonly events: readonly CatalogedEvent[];
}

/** Every event of every aggregate, as the code and the golden files have it. */
export function eventCatalog(): CatalogedAggregate[] {
  const sources = librarySources();
  const meanings = new Map<string, string | undefined>();
  for (const source of sources.values())
    for (const node of within(source)) {
      const type = namedBy(node, 'Event');
      // What is named so is a reference to a type.
      if (type !== undefined) meanings.set(type, docstringOf(node as Parameters<typeof docstringOf>[0]));
    }
  const commands = commandsOfEvents(sources, [...meanings.keys()]);
  const written = goldenFiles();
  return deciders.map((decider) => ({
    category: decider.category,
    events: decider.eventTypes.map((type) => {
      const schemaVersion = schemaVersionOf(type);
      const examples = written.filter(
        (example) => example.type === type && example.schemaVersion === schemaVersion,
      );
      return {
        type,
        means: meanings.get(type),
        schemaVersion,
        examples,
        sentence: examples
          .slice(-1)
          .map((example) => sentenceOf(decider, example))
          .join(''),
        commands: commands.get(type) ?? [],
      };
    }),
  }));
}

/** The golden files of the libs, but for those that test the reading of golden files itself. */
const goldenFiles = (): Example[] =>
  readdirSync(new URL('libs/', root), { recursive: true, withFileTypes: true })
    .map(({ name, parentPath }) => join(parentPath, name))
    .filter((path) => /\/golden\/.*\.json$/.test(path) && !path.includes('/testing/'))
    .sort()
    // The spec of each aggregate holds its files to the shape.
    .map((path) => JSON.parse(readFileSync(path, 'utf8')) as Example);

const sentenceOf = (decider: AnyDecider, { type, data }: Example): string =>
  decider.describe({ event: { type, data }, facts });

const facts = {
  occurredAt: '2026-03-02T09:00:00.000Z',
  recordedAt: '2026-03-02T09:00:00.000Z',
  actor: { kind: 'USER', id: 'amina@example.com', name: 'Amina Diallo' },
} as const;
