import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { marked, passages } from './passages.js';
import { termsOf } from './search.js';

const nothing = { TITLE: [], SUMMARY: [], UPDATE: [], POSTMORTEM: [], NOTE: [] };
const inNote = (text: string, typed: string) => passages({ ...nothing, NOTE: [text] }, termsOf(typed));
const markedIn = (text: string, typed: string) => inNote(text, typed).map(marked);

describe('A passage', () => {
  it.each([
    ['Checkout fails in EU', 'fail eu', ['Checkout fails in **EU**']],
    ['Checkout fails in EU', '"checkout fails"', ['**Checkout fails** in EU']],
    ['Träge Zahlung, TRÄGE Kasse', 'trage', ['**Träge** Zahlung, **TRÄGE** Kasse']],
    ['mail in eu-west, west-eu', 'eu-west', ['mail in **eu-west**, west-eu']],
    ['<b>mail</b> & more', 'mail', ['<b>**mail**</b> & more']],
    ['two\nlines\tof mail', 'mail', ['two lines of **mail**']],
    ['nothing of it', 'mail', []],
  ])('of %j marks what %j is', (text, typed, expected) => {
    expect(markedIn(text, typed)).toEqual(expected);
  });

  it('of a long text is where the most of the terms are, and says that there is more', () => {
    const text = `The queue grew. ${'And so on. '.repeat(40)}Then the broker lost its queue at noon. ${'Later more. '.repeat(40)}`;
    const [passage] = inNote(text, 'queue broker');
    expect(passage && marked(passage)).toMatch(
      /^….*Then the \*\*broker\*\* lost its \*\*queue\*\* at noon\..*…$/,
    );
    expect(passage?.text.length).toBeLessThanOrEqual(162);
  });

  it('comes of each field, the most telling first, and of five texts at most', () => {
    const written = { ...nothing, TITLE: ['mail'], UPDATE: ['mail'], NOTE: Array<string>(10).fill('mail') };
    const fields = passages(written, termsOf('mail')).map(({ field }) => field);
    expect(fields).toEqual(['TITLE', 'UPDATE', 'NOTE', 'NOTE', 'NOTE']);
  });

  it('is part of the text, and its ranges are parts of it that hold the word, whatever is written', () => {
    const word = fc.constantFrom(
      'mail',
      'Mail',
      'máil',
      '🔥',
      'ééé',
      '\n',
      'x'.repeat(400),
      'ﬁn',
      '한국',
      'mailbox',
      '漢字',
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 80 }), (words) => {
        const text = words.join(' ');
        for (const { text: shown, ranges } of inNote(text, 'mail')) {
          expect(text.replaceAll('\n', ' ')).toContain(shown.replaceAll('…', ''));
          expect(ranges.length).toBeGreaterThan(0);
          for (const { start, end } of ranges)
            expect(
              shown
                .slice(start, end)
                .normalize('NFD')
                .replace(/\u0301/g, ''),
            ).toMatch(/^mail/i);
        }
      }),
    );
  });
});
