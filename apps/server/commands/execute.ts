import { Command as BusCommand } from '@nestjs/cqrs';
import type { Caller } from '../access/caller.js';
import type { AnyDecider, Command } from '#decider';
import type { Position } from '#event-log';

/** What a caller may say of any command. */
export interface CommandOptions {
  /** Refuse with CONFLICT unless this is still the revision; without it the newest state decides. */
  readonly expectedRevision?: number | undefined;
  /** A retry with the same key gives the first answer back and records nothing. */
  readonly idempotencyKey?: string | undefined;
  /** When it happened, RFC 3339; now unless given. Not in the future beyond a minute of clock skew. */
  readonly occurredAt?: string | undefined;
  /** The person for whom the caller, a tool, does it. */
  readonly onBehalfOf?: string | undefined;
  /** What was asked, where the command's own data is not the same at each retry (a new secret). */
  readonly asked?: object;
  /** Whether the caller may see the thing in this state: if not, there is none. Anybody may, unless given. */
  readonly maySee?: (state: object) => boolean;
  /** What the caller called the thing, where that is not its UUID. */
  readonly called?: string;
}

/** What is known of a command once the log has it. */
export interface Receipt {
  /** The UUID of the thing that it was about. */
  readonly id: string;
  /** The revision and position of the last event of its stream that the command left or found. */
  readonly revision: number;
  readonly position: Position;
  /** What it recorded; none when it changed nothing. */
  readonly events: readonly ReceiptEvent[];
  /** Whether this is the answer to an earlier try with the same idempotency key. */
  readonly replayed: boolean;
  /** What the stream folds to at that revision, and when the log took the last event: if the command recorded any. */
  readonly folded?: { readonly state: object; readonly updatedAt: string };
}

export interface ReceiptEvent {
  readonly type: string;
  readonly position: Position;
}

/** A command to one thing. */
export interface Order {
  readonly decider: AnyDecider;
  /** The thing's UUID. */
  readonly id: string;
  readonly command: Command;
  readonly caller: Caller;
  readonly options: CommandOptions;
}

/** A command to one thing: the only kind of message on the command bus, with one handler for all of them. */
export class Execute extends BusCommand<Receipt> implements Order {
  constructor(
    readonly decider: AnyDecider,
    readonly id: string,
    readonly command: Command,
    readonly caller: Caller,
    readonly options: CommandOptions = {},
  ) {
    super();
  }
}
