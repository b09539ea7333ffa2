import type { Position } from '#event-log';
import { type Reader, from } from './reader.js';

/** What became of a command that came with an idempotency key. */
export interface RecordedCommand {
  readonly stream: string;
  readonly firstRevision: number;
  readonly lastRevision: number;
  /** Of its last event. */
  readonly position: Position;
  /** The digest of its input. */
  readonly fingerprint: string;
}

/** The commands of which there are events, and that came with an idempotency key. */
export class Commands {
  constructor(private readonly reader: Reader) {}

  find(commandId: string): RecordedCommand | undefined {
    return this.reader.row(
      from
        .selectFrom('commands')
        .select([
          'stream',
          'first_revision as firstRevision',
          'last_revision as lastRevision',
          'position',
          'fingerprint',
        ])
        .where('command_id', '=', commandId),
    );
  }
}
