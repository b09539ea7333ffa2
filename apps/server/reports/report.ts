import { Readable, pipeline } from 'node:stream';
import { stringify } from 'csv-stringify';
import type { Definition, MetricsSeries, Numbers, Stretch } from '#metrics';
import type { MetricsAnswer } from '../metrics/answers.js';
import { NONE, bare, figuresOf } from './figures.js';
import { type Cell, type ReportedMetric, cellOf, contributionColumns } from './tables.js';

export const formats = ['csv', 'json'] as const;
export type Format = (typeof formats)[number];

/** A report in one of the formats, written as it is read. */
export interface Report {
  readonly contentType: string;
  readonly body: Readable;
}

type Row = Readonly<Record<string, Cell>>;

const reported = Object.keys(contributionColumns) as ReportedMetric[];
const contextColumns = ['metric', 'definition', 'rule', 'windowFrom', 'windowTo', 'filter', 'position'];

/** Every number of an answer without what is behind it, also of each group and of each stretch of time. */
export function figuresReport(answer: MetricsAnswer, format: Format): Report {
  if (format === 'csv')
    return csv(
      ['metric', 'group', 'part', 'figure', 'value', ...contextColumns.slice(1)],
      figureRows(answer),
    );
  const { series, groups } = answer;
  return json([
    JSON.stringify({
      ...aboutOf(answer),
      metrics: bareNumbers(answer),
      series: bareSeries(series),
      groups:
        groups?.map(({ key, definition, series: ofGroup, ...numbers }) => ({
          key,
          definition,
          metrics: bareNumbers(numbers),
          series: bareSeries(ofGroup),
        })) ?? null,
    }),
  ]);
}

const bareNumbers = (numbers: Pick<Numbers, ReportedMetric>) =>
  Object.fromEntries(reported.map((name) => [name, bare(numbers[name])]));

const bareSeries = (series: MetricsSeries) =>
  series?.map(({ from, to, ...numbers }) => ({ from, to, metrics: bareNumbers(numbers) })) ?? null;

function* figureRows(answer: MetricsAnswer): Generator<Row> {
  const { series, groups } = answer;
  yield* rowsOfNumbers(answer, answer, null);
  for (const bucket of series ?? []) yield* rowsOfNumbers(bucket, during(answer, bucket), null);
  for (const group of groups ?? []) {
    const key = group.key ?? NONE;
    yield* rowsOfNumbers(group, answer, key);
    for (const bucket of group.series ?? []) yield* rowsOfNumbers(bucket, during(answer, bucket), key);
  }
}

const during = ({ filter, position }: About, { from, to }: Stretch): About => ({
  filter,
  position,
  window: { from, to },
});

function* rowsOfNumbers(numbers: Numbers, about: About, group: string | null): Generator<Row> {
  for (const metric of reported) {
    const context = contextOf(metric, numbers[metric], about);
    for (const figure of figuresOf(bare(numbers[metric]))) yield { ...figure, group, ...context };
  }
}

/** A number, and everything behind it: what counts, and what does not with the reason. */
export function contributionsReport(metric: ReportedMetric, answer: MetricsAnswer, format: Format): Report {
  const { contributions } = answer[metric];
  if (format === 'json') return json(partsOf(metric, answer, contributions));
  const columns = contributionColumns[metric];
  return csv(
    [...columns, ...contextColumns],
    rowsOf(contributions, columns, contextOf(metric, answer[metric], answer)),
  );
}

function* rowsOf(contributions: readonly object[], columns: readonly string[], context: Row): Generator<Row> {
  for (const contribution of contributions) {
    const cells = new Map<string, unknown>(Object.entries(contribution));
    yield { ...Object.fromEntries(columns.map((column) => [column, cellOf(cells.get(column))])), ...context };
  }
}

function* partsOf(
  metric: ReportedMetric,
  answer: MetricsAnswer,
  contributions: readonly object[],
): Generator<string> {
  const head = JSON.stringify({ metric, ...aboutOf(answer), ...bare(answer[metric]) });
  yield `${head.slice(0, -1)},"contributions":[`;
  for (const [index, contribution] of contributions.entries())
    yield `${index === 0 ? '' : ','}${JSON.stringify(contribution)}`;
  yield ']}';
}

/** What an answer is about. */
type About = Pick<MetricsAnswer, 'window' | 'filter' | 'position'>;

const aboutOf = ({ window, filter, position }: About): About => ({ window, filter, position });

/** What each row says of the number that it belongs to, so that a row can be read by itself. */
const contextOf = (
  metric: ReportedMetric,
  { definition, rule }: Definition,
  { window, filter, position }: About,
): Row => ({
  metric,
  definition,
  rule,
  windowFrom: window.from,
  windowTo: window.to,
  filter: JSON.stringify(filter),
  position,
});

/** As RFC 4180 has it. What a spreadsheet would take for a formula is kept from being one by an apostrophe. */
function csv(columns: readonly string[], rows: Iterable<Row>): Report {
  const table = stringify({
    header: true,
    columns: [...columns],
    record_delimiter: 'windows',
    escape_formulas: true,
    cast: { boolean: String },
  });
  // Whoever reads the table sees its errors, and both ends are released then.
  pipeline(Readable.from(rows), table, () => undefined);
  return { contentType: 'text/csv; charset=utf-8; header=present', body: table };
}

const json = (parts: Iterable<string>): Report => ({
  contentType: 'application/json; charset=utf-8',
  body: Readable.from(parts),
});
