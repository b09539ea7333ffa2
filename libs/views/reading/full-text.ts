import { MOST_TERMS, type Term } from './search.js';

/** Terms as FTS5 asks for them: each in quotes, so that nothing in it is an operator. */
export interface Matching {
  /** What all that is wanted and nothing that is excluded is in; undefined where nothing is wanted. */
  readonly found?: string;
  /** Where nothing is wanted: what something that is excluded is in. */
  readonly excluded?: string;
}

export function matching(terms: readonly Term[]): Matching {
  const wanted = terms.filter(({ excluded }) => !excluded).map(quoted);
  const excluded = terms.filter((term) => term.excluded).map(quoted);
  const unwanted = excluded.join(' OR ');
  if (wanted.length === 0) return excluded.length === 0 ? {} : { excluded: unwanted };
  const all = wanted.join(' AND ');
  return { found: excluded.length === 0 ? all : `(${all}) NOT (${unwanted})` };
}

/** One of these words in the title. There must be one. */
export const inTitle = (words: readonly string[]): string =>
  `title : (${words
    .slice(0, MOST_TERMS)
    .map((text) => quoted({ text, prefix: false }))
    .join(' OR ')})`;

const quoted = ({ text, prefix }: Pick<Term, 'text' | 'prefix'>): string =>
  `"${text.replaceAll('"', '""').replaceAll('\0', ' ')}"${prefix ? '*' : ''}`;
