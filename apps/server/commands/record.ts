import { setTimeout as sleep } from 'node:timers/promises';
import { actorOf } from '#access';
import type { Actor, Event, commonRules } from '#decider';
import { type EventLog, type NewEvent, type RecordedEvent, WrongExpectedRevision } from '#event-log';
import { schemaVersionOf } from '#history';
import { conflict, idempotencyMismatch, notFound, ruleViolation } from '../graphql/errors.js';
import type { Execute, Receipt, ReceiptEvent } from './execute.js';
import { commandIdOf, derivedId, fingerprintOf } from './identity.js';

const attempts = 8;

/** The rule by which a command finds nothing to act on, which is an error of its own in the API. */
const nothingThere: keyof typeof commonRules = 'NOT_FOUND';

/** One command, ready to be tried. */
export interface Attempt {
  readonly stream: string;
  readonly commandId: string;
  /** What tells a retry from another input under the same idempotency key; undefined without a key. */
  readonly fingerprint: string | undefined;
  readonly now: string;
  readonly occurredAt: string;
}

/** What is known of a stream after reading it. */
interface Loaded {
  readonly state: object | undefined;
  readonly last: RecordedEvent | undefined;
  /** Its events that this very command recorded before. */
  readonly mine: readonly RecordedEvent[];
}

/** Names the command and its time. */
export function begin({ caller, command, decider, id, options }: Execute): Attempt {
  const now = new Date().toISOString();
  const stream = `${decider.category}-${id}`;
  const { asked, idempotencyKey, occurredAt } = options;
  return {
    stream,
    commandId: commandIdOf(caller.principal.id, idempotencyKey),
    fingerprint:
      idempotencyKey === undefined
        ? undefined
        : fingerprintOf([stream, command.type, asked ?? command.data, occurredAt ?? null]),
    now,
    occurredAt: occurredAt ?? now,
  };
}

/**
 * Carries a command out: load its stream, fold, decide, append at the revision read. What it finds recorded already
 * it gives back; what another writer changed meanwhile it loads and decides again, unless the caller named a revision.
 *
 * @throws ApiError CONFLICT, IDEMPOTENCY_MISMATCH, NOT_FOUND or RULE_VIOLATION, and what the log throws
 */
export async function record(log: EventLog, execute: Execute, attempt: Attempt): Promise<Receipt> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await once(log, execute, attempt);
    } catch (error) {
      if (!(error instanceof WrongExpectedRevision)) throw error;
      const { expectedRevision } = execute.options;
      if (expectedRevision !== undefined || tried === attempts) {
        throw conflict(expectedRevision ?? revisionOf(error.expected), error.actual);
      }
      await sleep(Math.random() * 10 * tried);
    }
  }
}

async function once(log: EventLog, execute: Execute, attempt: Attempt): Promise<Receipt> {
  const { command, decider, id, options } = execute;
  const { stream } = attempt;
  const { state, last, mine } = await load(log, execute, attempt);
  if (mine.length > 0) return replay(id, attempt, mine);

  const { expectedRevision } = options;
  if (expectedRevision !== undefined && last && last.revision !== expectedRevision) {
    throw conflict(expectedRevision, last.revision);
  }
  const decision = decider.decide(command, state, {
    now: attempt.now,
    occurredAt: attempt.occurredAt,
    ...whoOf(execute),
    id,
    newId: idsFrom(attempt.commandId),
  });
  if ('refusal' in decision) {
    const { rule, message } = decision.refusal;
    throw rule === nothingThere ? notFound(decider.category, id) : ruleViolation(rule, message);
  }
  if (decision.events.length === 0) return unchanged(id, last);

  const events = decision.events.map((event, index) => envelope(event, index, execute, attempt));
  const { revision, position } = await log.append(stream, last?.revision ?? 'none', events);
  return {
    id,
    revision,
    position,
    events: await placed(log, stream, events, revision, position),
    replayed: false,
  };
}

async function load(log: EventLog, { decider }: Execute, { commandId, stream }: Attempt): Promise<Loaded> {
  let state: object | undefined;
  let last: RecordedEvent | undefined;
  const mine: RecordedEvent[] = [];
  for await (const event of log.read(stream)) {
    state = decider.evolve(state, { event, facts: event.metadata });
    if (event.metadata.commandId === commandId) mine.push(event);
    last = event;
  }
  return { state, last, mine };
}

/** The events with their positions. Of several the append told only the last one's, so those are read back. */
async function placed(
  log: EventLog,
  stream: string,
  events: readonly NewEvent[],
  revision: number,
  position: string,
): Promise<ReceiptEvent[]> {
  if (events.length === 1) return events.map(({ type }) => ({ type, position }));
  const found: ReceiptEvent[] = [];
  const from = revision - events.length + 1;
  for await (const event of log.read(stream, { from, limit: events.length })) {
    found.push({ type: event.type, position: event.position });
  }
  return found;
}

function envelope(event: Event, index: number, execute: Execute, attempt: Attempt): NewEvent {
  const { caller } = execute;
  const { commandId, fingerprint, now, occurredAt, stream } = attempt;
  return {
    id: derivedId('event', commandId, stream, String(index)),
    type: event.type,
    data: event.data,
    metadata: {
      commandId,
      ...(fingerprint !== undefined && { fingerprint }),
      $correlationId: caller.correlationId,
      $causationId: commandId,
      ...whoOf(execute),
      source: caller.source,
      occurredAt,
      recordedAt: now,
      schemaVersion: schemaVersionOf(event.type),
    },
  };
}

/** The caller, and the person for whom it acts where it named one. */
function whoOf({ caller, options: { onBehalfOf } }: Execute): { actor: Actor; onBehalfOf?: Actor } {
  const actor = actorOf(caller.principal);
  return onBehalfOf === undefined
    ? { actor }
    : { actor, onBehalfOf: { kind: 'USER', id: onBehalfOf, name: onBehalfOf } };
}

function replay(id: string, { fingerprint }: Attempt, mine: readonly RecordedEvent[]): Receipt {
  const last = mine.at(-1);
  if (!last || last.metadata.fingerprint !== fingerprint) throw idempotencyMismatch();
  return { id, revision: last.revision, position: last.position, events: mine, replayed: true };
}

function unchanged(id: string, last: RecordedEvent | undefined): Receipt {
  if (!last) throw new Error('A command that creates something recorded nothing');
  return { id, revision: last.revision, position: last.position, events: [], replayed: false };
}

const revisionOf = (expected: WrongExpectedRevision['expected']): number | 'none' =>
  typeof expected === 'number' ? expected : 'none';

/** New ids that are the same at each try of the command. */
function idsFrom(commandId: string): () => string {
  let count = 0;
  return () => derivedId('id', commandId, String(count++));
}
