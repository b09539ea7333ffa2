import type { IncidentCore, Milestones } from './core.js';
import { sentence } from './wording.js';

export const likenesses = ['SAME_ALERT', 'SAME_SERVICE_AND_TIME', 'SIMILAR_WORDS'] as const;
/** Why two incidents may be one. */
export type Likeness = (typeof likenesses)[number];

/** What is compared of an incident. */
export interface Compared extends Pick<IncidentCore, 'services' | 'milestones'> {
  readonly alerts: readonly string[];
  /** Its title and the titles of its alerts. */
  readonly texts: readonly string[];
}

export interface Resemblance {
  /** The strongest first; never empty. */
  readonly reasons: readonly Likeness[];
  /** The same in a sentence. */
  readonly why: string;
  /** Higher is more alike. */
  readonly score: number;
}

/** How close together incidents begin that have one cause, in milliseconds. */
const NEAR = 2 * 3_600_000;

/** Words that say nothing about what an incident is about. */
const COMMON = new Set([
  ...['the', 'and', 'for', 'with', 'from', 'into', 'not', 'are', 'has', 'have', 'was', 'were', 'its', 'our'],
  ...['down', 'fails', 'failing', 'failed', 'failure', 'error', 'errors', 'slow', 'high', 'issue', 'problem'],
]);

/**
 * Why one incident may be the other: they have an alert in common, they touch the same service and began within two
 * hours of each other, or at least two words that mean something, and half of those of one of them, are the same.
 * Null where nothing of that is so.
 */
export function resemblance(one: Compared, other: Compared): Resemblance | null {
  const alerts = shared(one.alerts, other.alerts);
  const services = isNear(one.milestones, other.milestones) ? shared(one.services, other.services) : [];
  const [these, those] = [tellingWords(one.texts), tellingWords(other.texts)];
  const words = shared(these, those);
  const alike = words.length >= 2 && 2 * words.length >= Math.min(these.length, those.length);
  const found: readonly (readonly [Likeness, boolean, string])[] = [
    ['SAME_ALERT', alerts.length > 0, 'the same alert belongs to both'],
    [
      'SAME_SERVICE_AND_TIME',
      services.length > 0,
      `both touch ${services.join(', ')} and began at about the same time`,
    ],
    ['SIMILAR_WORDS', alike, `both are about “${words.slice(0, 5).join(' ')}”`],
  ];
  const reasons = found.filter(([, holds]) => holds);
  if (reasons.length === 0) return null;
  return {
    reasons: reasons.map(([reason]) => reason),
    why: `${sentence(reasons.map(([, , inWords]) => inWords).join('; '))}.`,
    score: 100 * alerts.length + 10 * services.length + (alike ? words.length : 0),
  };
}

/** The words of texts that say what they are about, each once, in their order. */
export const tellingWords = (texts: readonly string[]): readonly string[] => [
  ...new Set(
    texts
      .flatMap((text) => text.toLowerCase().split(/[^\p{L}\p{N}]+/u))
      .filter((word) => word.length > 2 && !COMMON.has(word)),
  ),
];

/** When it began, as far as is known. */
export const beganAt = ({ IMPACT_STARTED, DETECTED, DECLARED }: Milestones): string | undefined =>
  IMPACT_STARTED?.[0] ?? DETECTED?.[0] ?? DECLARED?.[0];

function isNear(one: Milestones, other: Milestones): boolean {
  const [here, there] = [beganAt(one), beganAt(other)];
  return here !== undefined && there !== undefined && Math.abs(Date.parse(here) - Date.parse(there)) <= NEAR;
}

const shared = (some: readonly string[], others: readonly string[]): string[] => {
  const known = new Set(others);
  return [...new Set(some)].filter((each) => known.has(each));
};
