import { type FieldError, badUserInput } from '../graphql/errors.js';
import { instantOf } from '../graphql/instant.js';
import { isWindow } from '../graphql/validators.js';

/** What of the log to export: an incident, what was recorded in a time, or, where nothing is named, all of it. */
export interface ExportParameters {
  /** By id or reference. */
  readonly incident?: string;
  /** RFC 3339 with milliseconds, UTC. */
  readonly from?: string;
  readonly to?: string;
}

const known = ['incident', 'from', 'to'] as const;

/** @throws ApiError BAD_USER_INPUT naming every wrong parameter */
export function readParameters(query: Readonly<Record<string, unknown>>): ExportParameters {
  const wrong: FieldError[] = Object.keys(query)
    .filter((name) => !known.some((one) => one === name))
    .map((path) => ({ path, message: `is not known here; ${known.join(', ')} are` }));
  const read: { incident?: string; from?: string; to?: string } = {};
  for (const name of known) {
    const value = query[name];
    if (value === undefined) continue;
    const text = typeof value === 'string' && value !== '' ? value : undefined;
    const taken = name === 'incident' ? text : text && instantOf(text);
    if (taken === undefined)
      wrong.push({
        path: name,
        message:
          name === 'incident'
            ? 'must be one incident, as in INC-42 or by its id'
            : 'must be a time such as 2026-11-01T00:00:00Z',
      });
    else read[name] = taken;
  }
  if (read.incident !== undefined && (read.from ?? read.to) !== undefined)
    wrong.push({ path: 'incident', message: 'cannot be exported in part; leave out from and to' });
  if (!isWindow(read))
    wrong.push({ path: 'to', message: 'must be later than from, which is included while it is not' });
  if (wrong.length > 0) throw badUserInput(wrong);
  return read;
}
