import { crc32 } from 'node:zlib';
import type { Ledger } from './projection.js';

export interface CommandsTable {
  readonly key: number;
  readonly command_id: string;
  readonly stream: string;
  readonly revision: number;
  readonly position: string;
  readonly fingerprint: string;
}

/** What a command's events are found by, beside its id. */
export const commandKey = (commandId: string): number => crc32(commandId);

/** The events of each command that came with an idempotency key. */
export const commands: Ledger = {
  name: 'commands',
  // Ids come in no order. An index of short numbers takes that well, which one of the ids themselves does not.
  schema: `
  CREATE TABLE commands (
    key INTEGER NOT NULL,
    command_id TEXT NOT NULL,
    stream TEXT NOT NULL,
    revision INTEGER NOT NULL,
    position TEXT NOT NULL,
    fingerprint TEXT NOT NULL
  );
  CREATE INDEX commands_key ON commands (key);`,
  open(db) {
    const insert = db.prepare('INSERT INTO commands VALUES (?, ?, ?, ?, ?, ?)');
    return {
      note({ stream, revision, position, metadata: { commandId, fingerprint } }) {
        if (typeof commandId !== 'string' || typeof fingerprint !== 'string') return;
        insert.run(commandKey(commandId), commandId, stream, revision, position, fingerprint);
      },
    };
  },
};
