import type { Severity } from '#incident';

/** The words of common tools. None of them means P0: that everything is down is for people to say. */
const words: Readonly<Record<Exclude<Severity, 'P0'>, readonly string[]>> = {
  P1: ['critical', 'fatal', 'emergency', 'disaster', 'page', 'p1', 'sev1'],
  P2: ['error', 'high', 'major', 'warning', 'average', 'p2', 'sev2'],
  P3: ['minor', 'low', 'info', 'information', 'notice', 'none', 'p3', 'sev3'],
};

const severityByWord = new Map(
  Object.entries(words).flatMap(([severity, list]) =>
    list.map((word) => [word, severity as Severity] as const),
  ),
);

/** A word as it is compared: `SEV1` and `sev1` are one. */
export const normalizedWord = (word: string): string => word.trim().toLowerCase();

/**
 * The severity that a tool's word for it stands for; undefined where the word is not known.
 *
 * @param mapped what policies say of normalized words, which goes before what is known of common tools
 */
export function severityOfWord(
  word: string | undefined,
  mapped: ReadonlyMap<string, Severity> = new Map(),
): Severity | undefined {
  if (word === undefined) return undefined;
  const normalized = normalizedWord(word);
  return mapped.get(normalized) ?? severityByWord.get(normalized);
}
