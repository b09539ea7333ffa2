import type { ActorFilter, LogFilter, TimeRange } from '../port.js';

/** A condition on a row of the log, with the values of its parameters in their order. */
interface Condition {
  readonly condition: string;
  readonly values: readonly string[];
}

/** The filter as a condition on a row of the log: `matcher`, in SQL. */
export function filterCondition(filter: LogFilter): Condition {
  const { actors, commandIds, correlationIds, occurredAt, recordedAt, streams, types } = filter;
  const parts: Condition[] = [];
  if (streams) parts.push(beginsWithOne('stream', streams));
  if (types) parts.push(isAmong('type', types));
  if (commandIds) parts.push(isAmong(inMetadata('commandId'), commandIds));
  if (correlationIds) parts.push(isAmong(inMetadata('"$correlationId"'), correlationIds));
  if (occurredAt) parts.push(isWithin(inMetadata('occurredAt'), occurredAt));
  if (recordedAt) parts.push(isWithin(inMetadata('recordedAt'), recordedAt));
  if (actors) parts.push(joined(' OR ', [isOne('actor', actors), isOne('onBehalfOf', actors)]));
  return joined(' AND ', parts, 'TRUE');
}

// Unlike LIKE and GLOB, `instr` knows no wildcards and tells case apart.
const beginsWithOne = (column: string, values: readonly string[]): Condition => ({
  condition: `(${['FALSE', ...values.map(() => `instr(${column}, ?) = 1`)].join(' OR ')})`,
  values,
});

const isAmong = (value: string, values: readonly string[]): Condition => ({
  condition: `${value} IN (${values.map(() => '?').join(', ')})`,
  values,
});

const isWithin = (time: string, { from, to }: TimeRange): Condition =>
  joined(' AND ', [
    { condition: `${time} IS NOT NULL`, values: [] },
    ...(from === undefined ? [] : [{ condition: `${time} >= ?`, values: [from] }]),
    ...(to === undefined ? [] : [{ condition: `${time} < ?`, values: [to] }]),
  ]);

const isOne = (who: 'actor' | 'onBehalfOf', { ids, kinds }: ActorFilter): Condition =>
  joined(' AND ', [
    { condition: `${inMetadata(who)} IS NOT NULL`, values: [] },
    ...(ids ? [isAmong(inMetadata(`${who}.id`), ids)] : []),
    ...(kinds ? [isAmong(inMetadata(`${who}.kind`), kinds)] : []),
  ]);

const inMetadata = (path: string): string => `metadata ->> '$.${path}'`;

function joined(by: ' AND ' | ' OR ', parts: readonly Condition[], none = ''): Condition {
  return {
    condition: parts.length === 0 ? none : `(${parts.map(({ condition }) => condition).join(by)})`,
    values: parts.flatMap(({ values }) => values),
  };
}
