/** The most words that are looked for; what is beyond them narrows nothing further. */
const MOST_WORDS = 20;

/**
 * What people type, as FTS5 asks for it: all the words, each in quotes so that nothing in it is an operator, and with
 * a `*` behind it, its beginning. Undefined where nothing is asked for.
 */
export function matching(search: string): string | undefined {
  const words = search
    .replaceAll('\0', ' ')
    .split(/\s+/)
    .filter((word) => word !== '')
    .slice(0, MOST_WORDS);
  return words.length === 0 ? undefined : words.map(quoted).join(' ');
}

/** One of these words in the title, as FTS5 asks for it. There must be one. */
export const inTitle = (words: readonly string[]): string =>
  `title : (${words.slice(0, MOST_WORDS).map(quoted).join(' OR ')})`;

function quoted(word: string): string {
  const beginning = word.length > 1 && word.endsWith('*');
  const bare = beginning ? word.slice(0, -1) : word;
  return `"${bare.replaceAll('"', '""')}"${beginning ? '*' : ''}`;
}
