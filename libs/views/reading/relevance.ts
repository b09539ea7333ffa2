import { type SearchField, type Written, searchFields } from '../projections/incident-texts.js';
import type { Term } from './search.js';
import { foldedText } from './words.js';

/** How much a word counts for in each field, and how many words the field commonly has. */
const fields: Readonly<Record<SearchField, { readonly weight: number; readonly usual: number }>> = {
  TITLE: { weight: 10, usual: 8 },
  SUMMARY: { weight: 4, usual: 40 },
  UPDATE: { weight: 2, usual: 150 },
  POSTMORTEM: { weight: 2, usual: 400 },
  NOTE: { weight: 1, usual: 150 },
};

/** How fast a word that comes again counts for less, and how much a longer field counts for less. */
const SATURATION = 1.2;
const LENGTH = 0.5;

/** A field of an incident, ready to be looked through. */
export interface RankedField {
  readonly text: string;
  /** What one word in it counts for. */
  readonly each: number;
}

export const rankedFields = (written: Written): RankedField[] =>
  searchFields.flatMap((field) => {
    const text = foldedText(written[field].join('\n'));
    const { weight, usual } = fields[field];
    return text === ' ' ? [] : [{ text, each: weight / (1 - LENGTH + (LENGTH * wordsOf(text)) / usual) }];
  });

const wordsOf = (text: string): number => occurrences(' ', text) - 1;

/** What is looked for in the folded text of a field. */
export const needlesOf = (terms: readonly Term[]): string[][] =>
  terms.map(({ text, prefix }) => {
    const folded = foldedText(text);
    // A whole word counts for twice as much as one that goes on.
    return prefix ? [folded, folded.trimEnd()] : [folded, folded];
  });

/**
 * How much an incident is about the terms that are all in it: BM25F (Robertson, Zaragoza: The Probabilistic Relevance
 * Framework, 2009) without the rarity of words. What an incident is worth follows from itself alone: not from others,
 * of which the viewer may not know.
 */
export function relevance(ranked: readonly RankedField[], needles: readonly (readonly string[])[]): number {
  return needles
    .map((forms) => {
      const found = ranked
        .map(({ text, each }) => each * forms.reduce((sum, form) => sum + occurrences(form, text) / 2, 0))
        .reduce((sum, worth) => sum + worth, 0);
      return found / (found + SATURATION);
    })
    .reduce((sum, worth) => sum + worth, 0);
}

/** How often a form is in a text; words share the space between them. */
function occurrences(form: string, text: string): number {
  const step = Math.max(1, form.length - 1);
  let count = 0;
  for (let at = text.indexOf(form); at >= 0; at = text.indexOf(form, at + step)) count += 1;
  return count;
}
