import type { Position } from '#event-log';
import { commandKey } from '../projections/commands.js';
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
    const events = this.reader.rows(
      from
        .selectFrom('commands')
        .select(['stream', 'revision', 'position', 'fingerprint'])
        .where('key', '=', commandKey(commandId))
        .where('command_id', '=', commandId)
        .orderBy('position'),
    );
    const [first, last] = [events.at(0), events.at(-1)];
    if (!first || !last) return undefined;
    const { stream, fingerprint } = first;
    const { revision: lastRevision, position } = last;
    return { stream, firstRevision: first.revision, lastRevision, position, fingerprint };
  }
}
