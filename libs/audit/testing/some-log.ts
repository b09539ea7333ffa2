import { randomUUID } from 'node:crypto';
import type { EventLog, NewEvent } from '#event-log';
import { all, anEvent } from '#event-log/testing';
import { checkpointText } from '../note/checkpoint.js';
import { type Signer, newSignerKey, parseSigner } from '../note/key.js';
import { signNote } from '../note/note.js';
import { Frontier } from '../tree/frontier.js';
import { eventLeaf } from '../tree/hash.js';
import type { TreeHead } from '../tree/verification.js';

export const aSigner = (name = 'sitrep.example/log'): Signer => parseSigner(newSignerKey(name));

const texts = ['All quiet', 'Suchindex träge', 'db “primary” down', '日本 🔥', 'A\u0000B\n"C"', ''];

/**
 * Fills a log with so many events of several streams in turn, and with a checkpoint by the signer after each so many
 * of them, and at the end. The log takes one a minute.
 *
 * @returns the names of its streams but that of the checkpoints
 */
export async function fill(
  log: EventLog,
  signer: Signer,
  { events, every, streams }: { events: number; every: number; streams: number },
): Promise<readonly string[]> {
  const names = Array.from(
    { length: streams },
    (_, n) => `${n % 3 === 2 ? 'deployment' : 'incident'}-${randomUUID()}`,
  );
  for (let n = 0; n < events; n++) {
    const data = { text: texts[n % texts.length], n, ratio: n / 7, at: { deep: [n, null, true, -n * 1e21] } };
    await log.append(names[(n * n + (n >> 2)) % streams] ?? '', 'any', [
      at(n, anEvent('NoteRecorded', data)),
    ]);
    if (n % every === every - 1 || n === events - 1) await sign(log, signer);
  }
  return names;
}

/** The event as the log took it so many minutes after half past nine. */
function at(minutes: number, event: NewEvent): NewEvent {
  const recordedAt = new Date(Date.parse(event.metadata.recordedAt) + minutes * 60_000).toISOString();
  return { ...event, metadata: { ...event.metadata, recordedAt } };
}

/** A signed checkpoint over all that the log has. */
export async function checkpointOf(log: EventLog, signer: Signer): Promise<string> {
  const { root, size } = await treeOf(log);
  return signNote(checkpointText({ origin: signer.name, size, root }), [signer]);
}

/** Appends a checkpoint over all that the log has. */
async function sign(log: EventLog, signer: Signer): Promise<void> {
  const { root, size } = await treeOf(log);
  const data = { note: await checkpointOf(log, signer), size, root: root.toString('base64') };
  await log.append('audit-checkpoints', 'any', [anEvent('CheckpointSigned', data)]);
}

async function treeOf(log: EventLog): Promise<TreeHead> {
  const tree = new Frontier();
  for (const { hash } of await all(log.readAll())) tree.append(eventLeaf(hash));
  return { root: tree.root(), size: tree.size };
}
