import { services } from './seed.js';

/** The operations that are measured, as clients send them. */
const changeSeverity = `mutation ($input: ChangeSeverityInput!) {
  changeSeverity(input: $input) { revision position events { type position } incident { id severity } } }`;

const listIncidents = `{ incidents(first: 20) { pageInfo { hasNextPage } edges { cursor node {
  id reference title summary status severity services declaredAt updatedAt revision } } } }`;

const searchIncidents = `query ($search: String!) { incidents(search: $search, first: 20) {
  pageInfo { hasNextPage } edges { cursor snippet matches { field text ranges { start end } } node {
  id reference title summary status severity services declaredAt updatedAt revision } } } }`;

/**
 * Bodies that change the severity of one seeded incident after another, each to another than it has: between two that
 * ask for no postmortem, so that each command records one event.
 */
export function severityChanges(incidentIds: readonly string[]): () => string {
  let count = 0;
  return () => {
    const number = count % incidentIds.length;
    const round = Math.floor(count++ / incidentIds.length);
    const severity = (number + round) % 2 === 0 ? 'P3' : 'P2';
    const input = { incidentId: incidentIds[number], severity, reason: 'Orders are being lost' };
    return JSON.stringify({ query: changeSeverity, variables: { input } });
  };
}

export function incidentLists(): () => string {
  const body = JSON.stringify({ query: listIncidents });
  return () => body;
}

/** Bodies that search so many seeded incidents: for words that many have, and for those that few have. */
export function searches(incidents: number): Readonly<Record<string, () => string>> {
  const body = (search: string) => JSON.stringify({ query: searchIncidents, variables: { search } });
  const inTurn = (words: (count: number) => string) => {
    let count = 0;
    return () => body(words(count++));
  };
  const service = (count: number) => services[count % services.length] ?? '';
  return {
    'a word in every title': inTurn(() => 'slowly'),
    'words in every incident': inTurn(() => 'latency far above slowly'),
    'the beginning of a word in every title': inTurn(() => 'sl'),
    'words in some titles': inTurn((count) => `${service(count)} answers`),
    'a word in one title': inTurn((count) => `slowly ${String((count * 7919) % incidents)}`),
    'a phrase without a word': inTurn((count) => `"answers slowly" -${service(count)}`),
  };
}
