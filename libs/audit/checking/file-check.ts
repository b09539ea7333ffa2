import { type InspectedRow, LogCorrupt, type LogFileInspection, inspectLogFile } from '#event-log';
import { Checkpoints } from './checkpoints.js';
import type { CheckOptions, CheckedExport, Signature } from './export-check.js';
import { Finding } from './finding.js';
import { LogCheck } from './log-check.js';
import { count, counted } from './wording.js';

/**
 * Checks the file of an embedded log, which a service may be writing to.
 *
 * @throws Finding the first thing that is wrong
 * @throws LogUnavailable when it cannot be read
 */
export async function checkLogFile(path: string, options: CheckOptions = {}): Promise<CheckedExport> {
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
  const signature = checkEnd(check, checkpoints, options);
  const { head, summary } = check;
  const tree = { root: head.root.toString('base64'), size: head.size };
  return { scope: { kind: 'log' }, summary, tree, signature };
}

async function takeAll(file: LogFileInspection, check: LogCheck, { onEvent }: CheckOptions): Promise<void> {
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

/** Nothing in the file tells where it ends: what was signed does. Gives how far that is signed. */
function checkEnd(
  check: LogCheck,
  notes: Checkpoints,
  { checkpoints = [], keys }: CheckOptions,
): Signature | undefined {
  const { signedBy, vouched } = check.summary;
  let signature = signedBy === undefined ? undefined : { by: signedBy, events: vouched };
  for (const { name, note } of checkpoints) {
    const checkpoint = notes.read(note, name, {});
    check.compare(checkpoint, name);
    if (checkpoint.signedBy !== undefined && checkpoint.size > (signature?.events ?? 0))
      signature = { by: checkpoint.signedBy, events: checkpoint.size };
  }
  if (keys && !signature)
    throw new Finding('NOT_SIGNED', {}, 'The log has no checkpoint: anybody can have made it.');
  return signature;
}

const damaged = (message: string, right: number): Finding =>
  new Finding(
    'DAMAGED_FILE',
    {},
    `The file is damaged (${counted(right, 'event')} could be read and were right): ${message}`,
  );
