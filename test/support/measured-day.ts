import { ask, mutate } from './client.js';
import { command, declare, deploy } from './commands.js';

/** A time of the day. */
export const at = (time: string): string => `2024-03-05T${time}:00.000Z`;
export const day = { from: '2024-03-05T00:00:00Z', to: '2024-03-06T00:00:00Z' };
export const week = { from: '2024-03-04T00:00:00Z', to: '2024-03-11T00:00:00Z' };

/** A day with an outage, a rollback that worked, a promise that was not kept, a recurrence and a drill. */
export async function liveThroughTheDay(url: string): Promise<void> {
  const of = { service: 'shop' };
  const then = (mutation: string, incidentId: string, time: string, input: object = {}) =>
    command(url, mutation, { incidentId, occurredAt: at(time), ...input });
  const incident = async (time: string, input: object = {}): Promise<string> =>
    (await declare(url, { services: ['shop'], occurredAt: at(time), ...input })).incident.id;

  await mutate(url, 'registerService', { name: 'shop', availabilityTarget: 0.99 }, 'position');
  await mutate(url, 'registerService', { name: 'search' }, 'position');
  const commits = [
    { sha: 'a1', committedAt: '2024-03-04T22:00:00Z' },
    { sha: 'b2', committedAt: '2024-03-04T23:00:00Z' },
  ];
  await deploy(url, { ...of, version: 'v1', finishedAt: at('00:00'), commits });

  const outage = await incident('01:00', { detectedBy: 'CUSTOMER' }); // INC-1
  await then('recordImpact', outage, '01:05', { ...of, level: 'MAJOR_OUTAGE', from: at('01:00') });
  await then('publishUpdate', outage, '01:10', {
    audience: 'INTERNAL',
    body: 'We are looking',
    nextUpdateDueAt: at('01:40'),
  });
  const started = await mutate<{ incident: { mitigations: { id: string }[]; impacts: { id: string }[] } }>(
    url,
    'startMitigation',
    { incidentId: outage, occurredAt: at('01:20'), kind: 'ROLLBACK', description: 'Back to v0' },
    'incident { mitigations { id } impacts { id } }',
  );
  const [mitigation] = started.incident.mitigations;
  const [impact] = started.incident.impacts;
  await then('verifyMitigation', outage, '01:24', { mitigationId: mitigation?.id, outcome: 'WORKED' });
  await then('publishUpdate', outage, '01:30', {
    audience: 'INTERNAL',
    body: 'Rolled back',
    nextUpdateDueAt: at('02:00'),
  });
  await then('recordImpact', outage, '02:00', {
    ...of,
    level: 'PARTIAL_OUTAGE',
    from: at('01:30'),
    until: at('03:00'),
  });
  await then('endImpact', outage, '02:00', { impactId: impact?.id });
  await then('resolveIncident', outage, '03:00', { resolution: 'Rolled back' });
  // What a spreadsheet must not compute.
  await deploy(url, { ...of, version: '=1+1', finishedAt: at('06:00'), purpose: 'REMEDIATION' });

  const again = await incident('10:00', { severity: 'P2' }); // INC-2
  await then('linkRecurrence', again, '10:10', { recurrenceOf: 'INC-1' });
  await then('resolveIncident', again, '10:30', { resolution: 'Restarted' });
  const drill = await incident('12:00', { drill: true }); // INC-3
  await then('recordImpact', drill, '12:30', {
    ...of,
    level: 'MAJOR_OUTAGE',
    from: at('12:00'),
    until: at('12:30'),
  });
}

const query = `query ($window: Window!) { metrics(window: $window) {
  position
  timeToResolve { count meanSeconds p50Seconds p90Seconds p95Seconds maxSeconds reopens definition rule
    incidents { edges { node { reference incidentId state seconds startedAt endedAt reopens excluded } } } }
  changeLeadTime { count meanSeconds p50Seconds excluded { reason count } rule
    commits { edges { node { sha version seconds excluded } } } }
  deploymentReworkRate { value numerator denominator rule
    deployments { edges { node { version rework } } } }
  availability { excluded { reason count } rule
    services { edges { node { service value windowSeconds majorOutageSeconds partialOutageSeconds downSeconds target
      metTarget errorBudgetSeconds errorBudgetLeftSeconds errorBudgetLeft } } }
    impacts { edges { node { reference level seconds countedSeconds excluded } } } }
  recurrenceRate { value numerator denominator rule
    incidents { edges { node { reference recurrence recurrenceOf { reference } excluded } } } }
  updateDiscipline { value numerator denominator rule
    promises { edges { node { reference dueAt keptAt kept excluded } } } }
  postmortemDiscipline { value numerator denominator rule
    postmortems { edges { node { reference dueAt publishedAt inTime excluded } } } }
  rollbackTime { count p50Seconds withinTarget { value numerator denominator } rule
    rollbacks { edges { node { reference seconds targetSeconds withinTarget excluded } } } }
  incidentCounts { count excluded { reason count } rule bySeverity { severity count }
    byCause { causeCategory count } byDetection { detectedBy count }
    foundByCustomers { value numerator denominator }
    incidents { edges { node { reference } } } }
} }`;

export interface Edges {
  readonly edges: readonly { readonly node: Readonly<Record<string, unknown>> }[];
}

/** A number as it is answered. */
export type Metric = Readonly<Record<string, unknown>> & { readonly rule: string };

/** The things that a connection gives. */
export const nodes = ({ edges }: Edges) => edges.map(({ node }) => node);

/** The numbers of the day as GraphQL answers them, by their names. */
export async function numbersOfTheDay(
  url: string,
  window: typeof day = day,
  key?: string,
): Promise<Readonly<Record<string, unknown>>> {
  return (await ask<{ metrics: Readonly<Record<string, unknown>> }>(url, query, { window }, key)).metrics;
}

/** A number of the day, and one of its connections. */
export async function numberOfTheDay(
  url: string,
  name: string,
  list: string,
  window: typeof day = day,
  key?: string,
) {
  // It is what the query above selects.
  const metric = (await numbersOfTheDay(url, window, key))[name] as Metric;
  return { metric, behind: nodes(metric[list] as Edges) };
}
