import type { Projection } from './projection.js';

export interface CommandsTable {
  readonly command_id: string;
  readonly stream: string;
  readonly first_revision: number;
  readonly last_revision: number;
  /** Of its last event. */
  readonly position: string;
  readonly fingerprint: string;
}

/** What became of the commands that came with an idempotency key. */
export const commands: Projection = {
  name: 'commands',
  schema: `
  CREATE TABLE commands (
    command_id TEXT PRIMARY KEY,
    stream TEXT NOT NULL,
    first_revision INTEGER NOT NULL,
    last_revision INTEGER NOT NULL,
    position TEXT NOT NULL,
    fingerprint TEXT NOT NULL
  ) WITHOUT ROWID;`,
  total: true,
  open(db) {
    const upsert = db.prepare(
      `INSERT INTO commands VALUES (@command, @stream, @revision, @revision, @position, @fingerprint)
       ON CONFLICT (command_id) DO UPDATE SET last_revision = @revision, position = @position
       WHERE stream = @stream`,
    );
    return {
      take({ stream, revision, position, metadata: { commandId: command, fingerprint } }) {
        if (typeof command !== 'string' || typeof fingerprint !== 'string') return () => undefined;
        return () => void upsert.run({ command, stream, revision, position, fingerprint });
      },
      flush: () => undefined,
    };
  },
};
