import { foldedText } from './words.js';

/** What somebody looks for: a word, or several side by side. */
export interface Term {
  readonly text: string;
  /** Whether its last word may go on. */
  readonly prefix: boolean;
  /** Whether what it is in is not wanted. */
  readonly excluded: boolean;
}

/** The most terms that are looked for; what is beyond them narrows nothing further. */
export const MOST_TERMS = 20;

const TERM = /(?<minus>(?<=^|\s)-)?(?:"(?<phrase>[^"]*)(?<closed>"?)|(?<word>[^\s"]+))/g;

/**
 * What people type: words, `"phrases"`, and with a `-` before them what they do not want. The last word is taken for
 * the beginning of one, since they may not have finished it, and so is a word that ends in `*`. All else is text, of
 * which the words count: `eu-west` is two words side by side, and signs are none.
 */
export function termsOf(typed: string): Term[] {
  const found = [...typed.matchAll(TERM)];
  return found
    .map(({ groups: { minus, phrase, closed, word } = {} }, at): Term => {
      const excluded = minus !== undefined;
      const unfinished = at === found.length - 1 && closed !== '"' && !excluded;
      return { text: phrase ?? word ?? '', prefix: unfinished || word?.endsWith('*') === true, excluded };
    })
    .filter(({ text }) => foldedText(text) !== ' ')
    .slice(0, MOST_TERMS);
}

export const wantedOf = (terms: readonly Term[]): Term[] => terms.filter(({ excluded }) => !excluded);

/** Whether anything is looked for. */
export const isSearch = (typed: string | null | undefined): boolean =>
  wantedOf(termsOf(typed ?? '')).length > 0;
