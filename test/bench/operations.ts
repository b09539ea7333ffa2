import { severities } from '#incident';

/** The operations that are measured, as clients send them. */
const changeSeverity = `mutation ($input: ChangeSeverityInput!) {
  changeSeverity(input: $input) { revision position events { type position } incident { id severity } } }`;

const listIncidents = `{ incidents(first: 20) { pageInfo { hasNextPage } edges { cursor node {
  id reference title summary status severity services declaredAt updatedAt revision } } } }`;

/** Bodies that change the severity of one seeded incident after another, each to another than it has. */
export function severityChanges(incidentIds: readonly string[]): () => string {
  let count = 0;
  return () => {
    const number = count % incidentIds.length;
    const round = Math.floor(count++ / incidentIds.length);
    const severity = severities[(number + 1 + round) % severities.length];
    const input = { incidentId: incidentIds[number], severity, reason: 'Orders are being lost' };
    return JSON.stringify({ query: changeSeverity, variables: { input } });
  };
}

export function incidentLists(): () => string {
  const body = JSON.stringify({ query: listIncidents });
  return () => body;
}
