import { readFileSync } from 'node:fs';
import type { AnyDecider, Rule, Rulebook } from '#decider';

const root = new URL('../../../', import.meta.url);

/** The libs by their names in package.json: `#incident` and its like. */
const libs = (): string[] => {
  // It is the file that Node reads the names from.
  const { imports } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8')) as {
    imports: Readonly<Record<string, unknown>>;
  };
  return Object.keys(imports).filter((name) => !name.includes('/'));
};

/** What the libs export. One after the other, since jest cannot link two at once that share modules. */
const exported: { readonly lib: string; readonly value: unknown }[] = [];
for (const lib of libs()) {
  const entrance = (await import(lib)) as Readonly<Record<string, unknown>>;
  exported.push(...Object.values(entrance).map((value) => ({ lib: lib.slice(1), value })));
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

const isDecider = (value: unknown): value is AnyDecider =>
  isObject(value) &&
  ['category', 'eventTypes', 'decide', 'evolve', 'describe'].every((part) => part in value);

const isRule = (value: unknown): value is Rule =>
  isObject(value) && 'means' in value && 'instead' in value && Object.keys(value).length === 2;

const isRulebook = (value: unknown): value is Rulebook =>
  isObject(value) && Object.keys(value).length > 0 && Object.values(value).every(isRule);

/** Every aggregate that a lib brings. */
export const deciders: readonly AnyDecider[] = exported.map(({ value }) => value).filter(isDecider);

/** The rules of a lib. */
export interface Book {
  readonly lib: string;
  readonly rules: Rulebook;
}

/** Every rulebook that a lib brings, the common one first. */
export const rulebooks: readonly Book[] = exported
  .flatMap(({ lib, value }) => (isRulebook(value) ? [{ lib, rules: value }] : []))
  .sort((one, other) => Number(other.lib === 'decider') - Number(one.lib === 'decider'));

/** Every rule by its name. */
export const allRules: Rulebook = Object.fromEntries(rulebooks.flatMap(({ rules }) => Object.entries(rules)));
