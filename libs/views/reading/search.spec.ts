import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { temporaryFiles } from '../testing/files.js';
import { someIncidents } from '../testing/some-incidents.js';
import { Incidents } from './incidents.js';
import { termsOf } from './search.js';

/** As they are understood: a phrase in quotes, what is not wanted behind a minus, a beginning with a star. */
const understood = (typed: string): string[] =>
  termsOf(typed).map(({ text, prefix, excluded }) => `${excluded ? '-' : ''}"${text}"${prefix ? '*' : ''}`);

describe('What people type', () => {
  it.each([
    ['checkout fails', ['"checkout"', '"fails"*']],
    ['"checkout fails" eu', ['"checkout fails"', '"eu"*']],
    ['eu "checkout fails"', ['"eu"', '"checkout fails"']],
    ['checkout -drill', ['"checkout"', '-"drill"']],
    ['-"planned work" checkout', ['-"planned work"', '"checkout"*']],
    ['eu-west', ['"eu-west"*']],
    ['inno* checkout', ['"inno*"*', '"checkout"*']],
    ['"not finished', ['"not finished"*']],
    ['foo"bar baz"', ['"foo"', '"bar baz"']],
    ['🔥 checkout - " ""', ['"checkout"']],
    [
      'a AND (b OR NOT title:c) NEAR/2 ^d',
      ['"a"', '"AND"', '"(b"', '"OR"', '"NOT"', '"title:c)"', '"NEAR/2"', '"^d"*'],
    ],
    ['  ', []],
    ['???', []],
  ])('%s is understood', (typed, terms) => {
    expect(understood(typed)).toEqual(terms);
  });

  it('is at most twenty terms', () => {
    expect(termsOf('word '.repeat(1000))).toHaveLength(20);
  });

  const incidents = new Incidents(temporaryFiles().reading(someIncidents(15)));
  const asked = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc
      .array(
        fc.constantFrom(
          '"',
          '-',
          '*',
          '^',
          ':',
          '(',
          ')',
          '+',
          ' ',
          'AND',
          'OR',
          'NOT',
          'NEAR',
          'a',
          '\0',
          'title',
          '{',
          '}',
          "'",
        ),
      )
      .map((parts) => parts.join('')),
  );

  it('is never an error of the full-text index', () => {
    fc.assert(
      fc.property(asked, (search) => {
        const page = incidents.page({ filter: { search } }, { restricted: false, principal: 'outsider' });
        expect(page.totalCount).toBe(page.edges.length);
        for (const { node, snippet } of page.edges) expect(`${node.title} ${snippet}`).not.toBe('');
      }),
    );
  });
});
