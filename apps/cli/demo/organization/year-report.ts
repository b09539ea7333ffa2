import { durationOf, inWords } from '../wording.js';
import type { PlayedOrganization } from './play.js';
import type { Organization } from './step.js';
import type { DurationNumber, Year } from './year.js';

/** The numbers as text for a terminal, and what to ask next. */
export function yearReport(organization: Organization, played: PlayedOrganization, year: Year): string {
  const { from, until } = organization;
  const day = (time: string) => time.slice(0, 10);
  return [
    `Tidewick, an invented company that delivers groceries, from ${day(from)} to ${day(until)}`,
    summaryOf(played),
    '',
    'What happened',
    ...incidentLines(year),
    '',
    'The numbers',
    ...numberLines(year),
    '',
    'What to ask next (more in docs/examples)',
    ...questions(organization).map((question) => `  ${question}`),
    '',
    'Several incidents are open. Leave the service running, and it will record what nobody does in time.',
  ].join('\n');
}

export function summaryOf({ recorded, steps }: PlayedOrganization): string {
  const all = steps.toLocaleString('en');
  if (recorded === 0) return `All ${all} commands had been sent before: nothing was recorded.`;
  if (recorded === steps) return `All ${all} commands were recorded.`;
  return `${recorded.toLocaleString('en')} of ${all} commands were recorded; the others had been before.`;
}

function incidentLines(year: Year): string[] {
  const count = (name: Exclude<keyof Year, 'metrics'>) => year[name].totalCount.toLocaleString('en');
  return [
    `  ${count('deployments')} deployments, ${count('alerts')} alerts`,
    `  ${count('all')} incidents: ${(['P0', 'P1', 'P2', 'P3'] as const).map((name) => `${count(name)} ${name}`).join(', ')}`,
    `  ${count('open')} of them open, ${count('cancelled')} false alarms, ${count('merged')} merged, ${count('drills')} drills, ${count('restricted')} restricted`,
    `  ${count('updateOverdue')} updates overdue, ${count('postmortemsOverdue')} postmortems overdue, ${count('followUps')} follow-ups open, ${count('followUpsLate')} of them late`,
  ];
}

function numberLines({ metrics }: Year): string[] {
  const { changeFailureRate, deploymentFrequency, ...durations } = metrics;
  const percent = changeFailureRate.value === null ? '–' : `${(100 * changeFailureRate.value).toFixed(1)} %`;
  const frequency = deploymentFrequency.value === null ? '–' : deploymentFrequency.value.toFixed(1);
  return [
    `  ${' '.repeat(34)}${['mean', 'median', '90 %', 'count'].map((head) => head.padStart(12)).join('')}`,
    ...Object.entries(durations).map(([name, number]) => durationLine(name, number)),
    `  ${'change failure rate'.padEnd(34)}${percent.padStart(12)}  ${changeFailureRate.numerator} of ${changeFailureRate.denominator} deployments`,
    `  ${'deployments a day'.padEnd(34)}${frequency.padStart(12)}`,
  ];
}

const durationLine = (name: string, { count, meanSeconds, p50Seconds, p90Seconds }: DurationNumber): string =>
  `  ${inWords(name).padEnd(34)}${[meanSeconds, p50Seconds, p90Seconds]
    .map((seconds) => durationOf(seconds).padStart(12))
    .join('')}${String(count).padStart(12)}`;

const questions = ({ from, until }: Organization): readonly string[] => [
  '{ incidents(filter: { status: [DECLARED, ACKNOWLEDGED, MITIGATED] }) { edges { node { reference title status updateOverdue } } } }',
  '{ incidents(filter: { severity: [P0] }) { edges { node { reference title postmortem { status markdown } } } } }',
  '{ incidents(search: "voucher") { totalCount edges { node { reference title } } } }',
  '{ followUps(filter: { overdue: true }) { totalCount edges { node { title owner dueAt } } } }',
  `{ metrics(window: { from: "${from}", to: "${until}" }, filter: { services: ["checkout"] }) { changeFailureRate { value definition } } }`,
];
