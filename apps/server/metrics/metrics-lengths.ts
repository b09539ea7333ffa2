import { type MetricsQuestion, likelyBuckets, likelyGroups } from '#metrics';
import type { ListLengths } from '../graphql/list-lengths.js';

/** How many buckets and groups there will be, by the arguments of the query: each costs as much as the whole. */
export function metricsLengths(args: Readonly<Record<string, unknown>>): ListLengths {
  // GraphQL has held the arguments to the types of the query, which are those of the question.
  const question = { ...(args as Partial<MetricsQuestion>), now: new Date().toISOString() };
  return { series: likelyBuckets(question), groups: likelyGroups(question) };
}
