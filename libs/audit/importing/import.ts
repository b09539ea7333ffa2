import type { EventLog } from '#event-log';
import { type CheckOptions, type CheckedExport, checkExport } from '../checking/export-check.js';
import { Frontier } from '../tree/frontier.js';
import { eventLeaf } from '../tree/hash.js';
import { Importer } from './importer.js';

/** It cannot be imported; why, and whether the log was left as it was. */
export class NotImportable extends Error {
  override readonly name = 'NotImportable';
}

/** An export that can be read more than once. */
export interface ExportSource {
  /** Its bytes, unpacked. It is read once to check it, and once more to record it. */
  open(purpose: 'check' | 'record'): AsyncIterable<Uint8Array>;
}

/**
 * Records the events of an export of a whole log in an empty one, with their ids, times and hashes. Nothing is recorded
 * unless all of the export is right; afterwards the log has the very root that the export names.
 *
 * @throws Finding what is wrong with the export
 * @throws NotImportable the log is not empty, or the export is of a part; or the log did not take all that it was
 *   given: then EventStoreDB has a part of it, and is of no use
 */
export async function importLog(
  log: EventLog,
  source: ExportSource,
  { keys }: Pick<CheckOptions, 'keys'> = {},
): Promise<CheckedExport> {
  if ((await log.head()) !== undefined)
    throw new NotImportable('The log has events already: import into an empty one. Nothing was recorded.');
  const checked = await checkExport(source.open('check'), { keys });
  if (checked.scope.kind !== 'log')
    throw new NotImportable(
      'The export is of a part of a log, which is no log by itself. Nothing was recorded.',
    );
  const importer = new Importer(log);
  try {
    await checkExport(source.open('record'), { keys, onEvent: (event) => importer.take(event) });
    await importer.end();
  } catch (error) {
    // A file is put in its place only when all is in it: see `fillEventLog`.
    const left =
      log.engine === 'sqlite'
        ? 'Nothing was recorded.'
        : 'The log may have a part of the export now, and is of no use: remove it, and import into an empty one again.';
    throw new NotImportable(`${messageOf(error)}. ${left}`, { cause: error });
  }
  const root = await rootOf(log);
  if (root !== checked.tree.root)
    throw new NotImportable(
      `The log has the root ${root} after the import, and the export ${checked.tree.root}: something else wrote to it meanwhile. Do not use it.`,
    );
  return checked;
}

/** Without the full stop that some end with. */
const messageOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).replace(/\.$/, '');

async function rootOf(log: EventLog): Promise<string> {
  const tree = new Frontier();
  for await (const { hash } of log.readAll()) tree.append(eventLeaf(hash));
  return tree.root().toString('base64');
}
