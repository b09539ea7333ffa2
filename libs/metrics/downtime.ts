import type { ImpactLevel } from '#incident';
import type { Span } from './question.js';

/** When users lost how much of a service; milliseconds since 1970, [from, to). */
export interface Outage extends Span {
  readonly level: ImpactLevel;
}

/** An outage with that part of it during which no other one before it in the list counts already, in milliseconds. */
export type CountedOutage<O extends Outage> = O & { readonly countedMs: number };

/**
 * Counts each instant of these outages of one service once: for the worst of those that went on then and, of several
 * of that level, for the one that began first; of those that began at once, for the first in the list. So the counted
 * times of a level add up to the length of its union, without what a worse level covers. A degradation is no outage
 * and counts for nothing.
 */
export function countOnce<O extends Outage>(outages: readonly O[]): CountedOutage<O>[] {
  const inOrder = outages.toSorted((one, other) => one.from - other.from);
  const major = unionOf(inOrder.filter(({ level }) => level === 'MAJOR_OUTAGE'));
  let majorUntil = -Infinity;
  let partialUntil = -Infinity;
  return inOrder.map((outage) => {
    if (outage.level === 'DEGRADED') return { countedMs: 0, ...outage };
    if (outage.level === 'MAJOR_OUTAGE') {
      const { length } = rest(outage, majorUntil);
      majorUntil = Math.max(majorUntil, outage.to);
      return { countedMs: length, ...outage };
    }
    const uncounted = rest(outage, partialUntil);
    partialUntil = Math.max(partialUntil, outage.to);
    return { countedMs: uncounted.length - covered(uncounted, major), ...outage };
  });
}

/** What of a span lies after a time. */
const rest = ({ from, to }: Span, until: number): Span & { readonly length: number } => {
  const start = Math.min(Math.max(from, until), to);
  return { from: start, to, length: to - start };
};

/** Spans that do not touch each other, of spans in the order in which they begin. */
function unionOf(spans: readonly Span[]): Span[] {
  const union: Span[] = [];
  for (const { from, to } of spans) {
    const last = union.at(-1);
    if (last && from <= last.to) union[union.length - 1] = { from: last.from, to: Math.max(last.to, to) };
    else union.push({ from, to });
  }
  return union;
}

const covered = ({ from, to }: Span, union: readonly Span[]): number =>
  union.reduce((sum, span) => sum + Math.max(0, Math.min(to, span.to) - Math.max(from, span.from)), 0);
