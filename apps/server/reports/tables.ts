import type {
  BlamingIncident,
  CountedIncident,
  DeliveredCommit,
  DeploymentContribution,
  ImpactOnService,
  IncidentDuration,
  JudgedDeployment,
  JudgedPostmortem,
  JudgedPromise,
  JudgedRollback,
  Numbers,
  PurposefulDeployment,
  RecoveredDeployment,
  RecurringIncident,
} from '#metrics';

/** The names of the numbers that have something behind them. */
export type ReportedMetric = {
  [Name in keyof Numbers]: Numbers[Name] extends { readonly contributions: readonly object[] } ? Name : never;
}[keyof Numbers];

/** Columns by the names of a row's fields. */
type ColumnsOf<Row> = readonly (keyof Row & string)[];

const incident = ['reference', 'incidentId'] as const;
const time = ['state', 'seconds', 'startedAt', 'endedAt'] as const;
const deployment = [
  'deploymentId',
  'service',
  'environment',
  'version',
  'finishedAt',
] as const satisfies ColumnsOf<DeploymentContribution>;
const duration: ColumnsOf<IncidentDuration> = [...incident, ...time, 'reopens', 'excluded'];

/** What is told of each thing behind a number, in this order. */
export const contributionColumns: Readonly<Record<ReportedMetric, readonly string[]>> = {
  timeToDetect: duration,
  timeToAcknowledge: duration,
  timeToIdentify: duration,
  timeToMitigate: duration,
  timeToResolve: duration,
  timeToFirstResolve: duration,
  timeToRecover: duration,
  timeToFirstUpdate: duration,
  changeFailureRate: [
    ...deployment,
    'failed',
    'rolledBack',
    'blamedBy',
    'excluded',
  ] satisfies ColumnsOf<JudgedDeployment>,
  deploymentFrequency: [...deployment, 'excluded'],
  failedDeploymentRecoveryTime: [
    ...deployment,
    ...time,
    'recoveredBy',
    'blamedBy',
    'excluded',
  ] satisfies ColumnsOf<RecoveredDeployment>,
  changeLeadTime: ['sha', ...deployment, ...time, 'excluded'] satisfies ColumnsOf<DeliveredCommit>,
  deploymentReworkRate: [...deployment, 'rework', 'excluded'] satisfies ColumnsOf<PurposefulDeployment>,
  availability: [
    'service',
    ...incident,
    'impactId',
    'level',
    'from',
    'until',
    'seconds',
    'countedSeconds',
    'excluded',
  ] satisfies ColumnsOf<ImpactOnService>,
  recurrenceRate: [
    ...incident,
    'declaredAt',
    'recurrence',
    'recurrenceOf',
    'excluded',
  ] satisfies ColumnsOf<RecurringIncident>,
  updateDiscipline: [
    ...incident,
    'updateId',
    'audience',
    'promisedAt',
    'dueAt',
    'keptAt',
    'kept',
    'excluded',
  ] satisfies ColumnsOf<JudgedPromise>,
  postmortemDiscipline: [
    ...incident,
    'firstDueAt',
    'dueAt',
    'publishedAt',
    'inTime',
    'excluded',
  ] satisfies ColumnsOf<JudgedPostmortem>,
  rollbackTime: [
    ...incident,
    'mitigationId',
    'deploymentId',
    ...time,
    'targetSeconds',
    'withinTarget',
    'excluded',
  ] satisfies ColumnsOf<JudgedRollback>,
  incidentCounts: [
    ...incident,
    'declaredAt',
    'severity',
    'causeCategory',
    'detectedBy',
    'excluded',
  ] satisfies ColumnsOf<CountedIncident>,
};

export const isReported = (name: string): name is ReportedMetric => Object.hasOwn(contributionColumns, name);

/** What a cell of a table holds. */
export type Cell = string | number | boolean | null;

/** Several things in one cell: each incident by its reference, with what speaks for its place. */
export function cellOf(value: unknown): Cell {
  if (typeof value !== 'object' || value === null) return isCell(value) ? value : null;
  return Array.isArray(value) ? value.map(nameOf).join('; ') : nameOf(value);
}

const isCell = (value: unknown): value is Cell => ['string', 'number', 'boolean'].includes(typeof value);

/** `INC-7 (EXPLICIT)`, or what stands in the place of a name that may not be told. */
function nameOf({ reference, incidentId, basis, excluded }: Partial<BlamingIncident>): string {
  const remarks = [basis, excluded].filter((remark) => remark != null);
  const name = reference ?? incidentId ?? 'an incident';
  return remarks.length === 0 ? name : `${name} (${remarks.join(', ')})`;
}
