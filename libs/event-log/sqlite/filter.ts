import type { LogFilter } from '../port.js';

/** The filter as a condition on a row of the log, with the values of its parameters. */
export function filterCondition({ streams, types }: LogFilter): { condition: string; values: string[] } {
  const parts = ['TRUE'];
  // Unlike LIKE and GLOB, `instr` knows no wildcards and tells case apart.
  if (streams) parts.push(`(${['FALSE', ...streams.map(() => 'instr(stream, ?) = 1')].join(' OR ')})`);
  if (types) parts.push(`type IN (${types.map(() => '?').join(', ')})`);
  return { condition: parts.join(' AND '), values: [...(streams ?? []), ...(types ?? [])] };
}
