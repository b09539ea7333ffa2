import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { buildSchema, isInputObjectType } from 'graphql';
import { rulebooks } from '../support/domain.js';
import { publishedSchema } from '../support/schema.js';
import { pageAt } from './page.js';
import { errorsPage, publicRulebooks } from './rules-page.js';

const rules = rulebooks.flatMap((book) =>
  Object.entries(book.rules).map(([name, rule]) => ({ name, ...rule })),
);

describe('The guide to errors', () => {
  it('lists every rule of the domain in its own words; npm run docs writes it anew', async () => {
    expect(publicRulebooks.length).toBeGreaterThan(3);
    expect(readFileSync(pageAt('docs/errors.md'), 'utf8')).toBe(await errorsPage());
  });
});

describe('The rules of the domain', () => {
  it('have each a name of its own', () => {
    const names = rules.map(({ name }) => name);
    expect(names).toEqual([...new Set(names)]);
  });

  it.each(rules)('$name is told in whole sentences', ({ name, means, instead }) => {
    expect(name).toMatch(/^[A-Z]+(_[A-Z]+)*$/);
    for (const sentence of [means, instead]) expect(sentence).toMatch(/^[A-Z].*\.$/);
  });

  it('name mutations and fields that there are', () => {
    const schema = buildSchema(readFileSync(publishedSchema, 'utf8'));
    const inputs = Object.values(schema.getTypeMap()).filter(isInputObjectType);
    const known = new Set([
      ...Object.keys(schema.getMutationType()?.getFields() ?? {}),
      ...inputs.flatMap((input) => Object.keys(input.getFields())),
    ]);
    const named = rules.flatMap(({ instead }) => instead.match(/\b[a-z]+[A-Z]\w*/g) ?? []);
    expect(named.filter((name) => !known.has(name))).toEqual([]);
  });
});
