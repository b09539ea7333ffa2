import { type SearchField, type Written, searchFields } from '../projections/incident-texts.js';
import type { Term } from './search.js';
import { type Word, wordsIn } from './words.js';

/** Where something is in a text, in UTF-16 code units; `end` is behind it. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/** A passage of an incident in which terms of a search were found. */
export interface Passage {
  readonly field: SearchField;
  /** In one line. Where it begins or ends with `…` there is more. */
  readonly text: string;
  /** The terms in it, in their order. */
  readonly ranges: readonly TextRange[];
}

/** How long a passage is, how much of it comes before the first term, and how many there are: at most. */
const LENGTH = 160;
const BEFORE = 40;
const MOST = 5;

/** Where the terms are, the most telling field first. Each text has one passage: that with the most of the terms. */
export function passages(written: Written, terms: readonly Term[]): Passage[] {
  const sought = terms.map(({ text, prefix }) => ({
    words: wordsIn(text).map(({ folded }) => folded),
    prefix,
  }));
  const found: Passage[] = [];
  for (const field of searchFields)
    for (const text of written[field]) {
      const passage = passageOf(text, sought);
      if (passage) found.push({ field, ...passage });
      if (found.length === MOST) return found;
    }
  return found;
}

interface Sought {
  readonly words: readonly string[];
  readonly prefix: boolean;
}

interface Hit extends TextRange {
  readonly term: Sought;
}

function passageOf(text: string, sought: readonly Sought[]): Omit<Passage, 'field'> | undefined {
  const words = wordsIn(text);
  const hits = sought.flatMap((term) => hitsOf(term, words)).sort((one, other) => one.start - other.start);
  const first = densest(hits);
  if (first === undefined) return undefined;
  const start = text.length <= LENGTH ? 0 : wordFrom(words, first.start - BEFORE);
  const end = text.length <= start + LENGTH ? text.length : wordUpTo(text, words, start, first.end);
  const [opening, closing] = [start > 0 ? '…' : '', end < text.length ? '…' : ''];
  const ranges = merged(hits.filter((hit) => hit.start >= start && hit.start < end)).map((hit) => ({
    start: hit.start - start + opening.length,
    end: Math.min(hit.end, end) - start + opening.length,
  }));
  return { text: opening + text.slice(start, end).replaceAll(/\s/g, ' ') + closing, ranges };
}

/** Each place where the words of a term are side by side. */
const hitsOf = (term: Sought, words: readonly Word[]): Hit[] =>
  words.flatMap((first, at) => {
    const last = words[at + term.words.length - 1];
    const matches =
      last !== undefined &&
      term.words.every((word, offset) => {
        const { folded = '' } = words[at + offset] ?? {};
        return (
          folded === word || (term.prefix && offset === term.words.length - 1 && folded.startsWith(word))
        );
      });
    return matches ? [{ term, start: first.start, end: last.end }] : [];
  });

/** The hit from which on a passage has the most different terms: the first such. */
function densest(hits: readonly Hit[]): Hit | undefined {
  let best: { readonly hit: Hit; readonly terms: number } | undefined;
  for (const [at, hit] of hits.entries()) {
    const near = hits.slice(at, at + LENGTH).filter(({ end }) => end <= hit.start + LENGTH - BEFORE);
    const terms = new Set(near.map(({ term }) => term)).size;
    if (!best || terms > best.terms) best = { hit, terms };
  }
  return best?.hit;
}

/** Where the first word begins that begins at a place or behind it. */
const wordFrom = (words: readonly Word[], place: number): number =>
  place <= 0 ? 0 : (words.find(({ start }) => start >= place)?.start ?? 0);

/** Where the last word ends that ends within a passage, or what was found where that alone is longer. */
function wordUpTo(text: string, words: readonly Word[], start: number, found: number): number {
  const whole = words.findLast(({ end }) => end <= start + LENGTH)?.end ?? 0;
  if (whole >= found) return whole;
  const cut = Math.min(found, start + LENGTH);
  const insideOfPair = /[\udc00-\udfff]/.test(text.charAt(cut));
  return insideOfPair ? cut - 1 : cut;
}

/** Ranges in their order, those that touch or overlap as one. */
function merged(ranges: readonly TextRange[]): TextRange[] {
  const apart: TextRange[] = [];
  for (const { start, end } of ranges) {
    const last = apart.at(-1);
    if (last && start <= last.end)
      apart[apart.length - 1] = { start: last.start, end: Math.max(last.end, end) };
    else apart.push({ start, end });
  }
  return apart;
}

const MARK = '**';

/** The text with a mark before and behind each term. */
export function marked({ text, ranges }: Passage): string {
  const ends = [0, ...ranges.flatMap(({ start, end }) => [start, end]), text.length];
  return ends
    .slice(1)
    .map((end, at) => text.slice(ends[at], end))
    .join(MARK);
}
