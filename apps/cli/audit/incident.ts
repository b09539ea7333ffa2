import { InvalidArgumentError } from 'commander';
import { isUuid } from '#decider';
import type { EventLog } from '#event-log';

/** How an incident is named: by its id, or by its reference as in `INC-42`; in whatever case, as in the API. */
export function incidentName(text: string): string {
  if (isUuid(text.toLowerCase())) return text.toLowerCase();
  if (/^INC-[1-9]\d*$/i.test(text)) return text.toUpperCase();
  throw new InvalidArgumentError('Name an incident as in INC-42, or by its id.');
}

/** The stream of an incident; undefined where the log has no such incident. A reference is the rank of a declaration. */
export async function streamOf(log: EventLog, name: string): Promise<string | undefined> {
  if (isUuid(name)) return `incident-${name}`;
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
