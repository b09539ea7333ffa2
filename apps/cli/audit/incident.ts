import { InvalidArgumentError } from 'commander';
import type { EventLog } from '#event-log';

const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/;

/** How an incident is named: by its id, or by its reference as in `INC-42`. */
export function incidentName(text: string): string {
  if (!UUID.test(text) && !/^INC-[1-9]\d*$/.test(text))
    throw new InvalidArgumentError('Name an incident as in INC-42, or by its id.');
  return text;
}

/** The stream of an incident; undefined where the log has no such incident. A reference is the rank of a declaration. */
export async function streamOf(log: EventLog, name: string): Promise<string | undefined> {
  if (UUID.test(name)) return `incident-${name}`;
  const rank = Number(name.slice('INC-'.length));
  const declared = new Set<string>();
  for await (const { stream } of log.readAll({
    filter: { streams: ['incident-'], types: ['IncidentDeclared'] },
  })) {
    declared.add(stream);
    if (declared.size === rank) return stream;
  }
  return undefined;
}
