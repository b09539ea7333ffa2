import { type InspectedRow, LogCorrupt, type LogFileInspection, inspectLogFile } from '#event-log';
import { Checkpoints } from './checkpoints.js';
import type { CheckOptions, CheckedExport } from './export-check.js';
import { Finding } from './finding.js';
import { LogCheck } from './log-check.js';
import { count, counted } from './wording.js';

export interface FileCheckOptions extends CheckOptions {
  /** The newest checkpoint, which the service keeps beside the file: one over as many events must be in the log. */
  readonly newest?: { readonly note: string | Uint8Array; readonly name: string } | undefined;
}

/**
 * Checks the file of an embedded log, which a service may be writing to.
 *
 * @throws Finding the first thing that is wrong
 * @throws LogUnavailable when it cannot be read
 */
export async function checkLogFile(path: string, options: FileCheckOptions = {}): Promise<CheckedExport> {
  const checkpoints = new Checkpoints(options.keys);
  const check = new LogCheck(checkpoints);
  try {
    const file = inspectLogFile(path);
    try {
      await takeAll(file, check, options);
      const flaw = file.flaw();
      if (flaw !== undefined) throw new LogCorrupt(flaw);
    } finally {
      file.close();
    }
  } catch (error) {
    throw error instanceof LogCorrupt ? damaged(error.message, check.summary.events) : error;
  }
  checkEnd(check, checkpoints, options);
  const { head, summary } = check;
  const { signedBy, vouched } = summary;
  return {
    scope: { kind: 'log' },
    summary,
    tree: { root: head.root.toString('base64'), size: head.size },
    signature: signedBy === undefined ? undefined : { by: signedBy, events: vouched },
  };
}

async function takeAll(
  file: LogFileInspection,
  check: LogCheck,
  { onEvent }: FileCheckOptions,
): Promise<void> {
  for (const inspected of file.rows()) {
    const event = { ...eventIn(inspected), index: inspected.row - 1 };
    check.take({ event, line: inspected.row, kind: 'Row' });
    await onEvent?.(event);
  }
}

function eventIn(inspected: InspectedRow) {
  if ('event' in inspected) return inspected.event;
  const { damage, row } = inspected;
  throw new Finding('ALTERED', { line: row }, `Row ${count(row)} was altered: ${damage}.`);
}

/** Nothing in the file tells where it ends: what was signed does. */
function checkEnd(
  check: LogCheck,
  notes: Checkpoints,
  { checkpoints = [], keys, newest }: FileCheckOptions,
): void {
  const { summary } = check;
  for (const { name, note } of [...checkpoints, ...(newest ? [newest] : [])])
    check.compare(notes.read(note, name, {}), name);
  if (newest && notes.read(newest.note, newest.name, {}).size > summary.vouched)
    throw new Finding(
      'MISSING',
      {},
      `The end of the log is missing: the event that recorded ${newest.name} is not there.`,
    );
  if (keys && summary.checkpoints === 0)
    throw new Finding('NOT_SIGNED', {}, 'The log has no checkpoint: anybody can have made it.');
}

const damaged = (message: string, right: number): Finding =>
  new Finding(
    'DAMAGED_FILE',
    {},
    `The file is damaged (${counted(right, 'event')} could be read and were right): ${message}`,
  );
