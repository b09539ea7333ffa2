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

/** The severity that a tool's word for it stands for; undefined where the word is not known. */
export const severityOfWord = (word: string | undefined): Severity | undefined =>
  word === undefined ? undefined : severityByWord.get(word.trim().toLowerCase());
