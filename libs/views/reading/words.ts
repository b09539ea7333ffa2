/**
 * Words as the full-text index tells them apart (FTS5's `unicode61` with `remove_diacritics 2`): letters and digits of
 * any script in a row, whatever their case and their diacritics.
 */
const WORD = /[\p{L}\p{N}\p{Co}\u0300-\u036f]+/gu;
const DIACRITIC = /[\u0300-\u036f]/g;
const ASCII = /^[\0-\x7f]*$/;

export interface Word {
  /** Without case and diacritics. */
  readonly folded: string;
  /** Where it is in the text, in UTF-16 code units; `end` is behind it. */
  readonly start: number;
  readonly end: number;
}

export const wordsIn = (text: string): Word[] =>
  [...text.matchAll(WORD)].map((match) => {
    const [word] = match;
    return { folded: fold(word), start: match.index, end: match.index + word.length };
  });

/** The words of a text, folded, with one space before and behind each: as `' checkout fails '`. */
export function foldedText(text: string): string {
  const words = ASCII.test(text) ? text.toLowerCase().match(/[a-z0-9]+/g) : fold(text).match(WORD);
  return words ? ` ${words.join(' ')} ` : ' ';
}

const fold = (text: string): string => {
  const lower = text.toLowerCase();
  return ASCII.test(lower) ? lower : lower.normalize('NFD').replace(DIACRITIC, '');
};
