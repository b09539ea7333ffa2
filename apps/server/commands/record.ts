import { setTimeout as sleep } from 'node:timers/promises';
import type { Decision, Event, commonRules } from '#decider';
import {
  type EventLog,
  type NewEvent,
  OutcomeUnknown,
  type RecordedEvent,
  WrongExpectedRevision,
} from '#event-log';
import {
  type ApiError,
  conflict,
  idempotencyMismatch,
  notFound,
  overtaken,
  ruleViolation,
} from '../graphql/errors.js';
import { type Attempt, envelope, idsFrom, whoOf } from './envelope.js';
import type { Execute, Receipt, ReceiptEvent } from './execute.js';
import { commandIdOf, fingerprintOf } from './identity.js';
import type { Known, Streams } from './streams.js';

/** Where three nodes write to one incident at once, two thirds of the tries lose. */
const attempts = 16;
/** The longest wait between two of them, in milliseconds; the first are shorter. */
const longestWait = 80;

/** The rule by which a command finds nothing to act on, which is an error of its own in the API. */
const nothingThere: keyof typeof commonRules = 'NOT_FOUND';

/** Names the command and its time. */
export function begin({ caller, command, decider, id, options }: Execute): Attempt {
  const now = new Date().toISOString();
  const stream = `${decider.category}-${id}`;
  const { asked, idempotencyKey, occurredAt, onBehalfOf } = options;
  return {
    stream,
    commandId: commandIdOf(caller.principal.id, idempotencyKey),
    fingerprint:
      idempotencyKey === undefined
        ? undefined
        : fingerprintOf([
            stream,
            command.type,
            asked ?? command.data,
            occurredAt ?? null,
            ...(onBehalfOf === undefined ? [] : [onBehalfOf]),
          ]),
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
export async function record(streams: Streams, execute: Execute, attempt: Attempt): Promise<Receipt> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await once(streams, execute, attempt, tried);
    } catch (error) {
      if (!(error instanceof WrongExpectedRevision)) throw error;
      const { expectedRevision } = execute.options;
      if (expectedRevision !== undefined) throw conflict(expectedRevision, error.actual);
      if (tried === attempts) throw overtaken(revisionOf(error.expected), error.actual);
      await sleep(Math.random() * Math.min(longestWait, 10 * tried));
    }
  }
}

async function once(streams: Streams, execute: Execute, attempt: Attempt, tried: number): Promise<Receipt> {
  const { decider, id } = execute;
  const mayBeOld = attempt.fingerprint === undefined && tried === 1;
  const known = mayBeOld ? streams.known(attempt.stream, execute.options.expectedRevision) : undefined;
  if (known && isThere(known, execute) && isAsExpected(known, execute)) {
    const decision = decide(execute, attempt, known);
    // Only what leads to an append may rest on what is remembered: the append itself finds out if it is old.
    if ('events' in decision && decision.events.length > 0) {
      return append(streams, execute, attempt, known, decision.events);
    }
  }
  const loaded = await streams.load(attempt.stream, decider);
  if (!isThere(loaded, execute)) throw nothingOf(execute);
  const mine = loaded.history.filter(({ metadata }) => metadata.commandId === attempt.commandId);
  if (mine.length > 0) return replay(id, attempt, mine);
  if (!isAsExpected(loaded, execute))
    throw conflict(execute.options.expectedRevision ?? 'none', loaded.revision);

  const decision = decide(execute, attempt, loaded);
  if ('refusal' in decision) {
    const { rule, message } = decision.refusal;
    throw rule === nothingThere ? nothingOf(execute) : ruleViolation(rule, message);
  }
  if (decision.events.length === 0) return unchanged(id, loaded);
  return append(streams, execute, attempt, loaded, decision.events);
}

const nothingOf = ({ decider, id, options: { called } }: Execute): ApiError =>
  notFound(nameOf(decider.category), called ?? id);

/** Who may see a thing may have changed since the caller was told that it is there: it goes by what is decided on. */
const isThere = ({ state }: Known, { options: { maySee } }: Execute): boolean =>
  state === undefined || (maySee?.(state) ?? true);

/** A kind of thing as people call it: streams are named with a shorter word. */
const nameOf = (category: string): string => (category === 'apikey' ? 'API key' : category);

/** Whether the stream is at the revision that the caller named. What is not there at all has an error of its own. */
const isAsExpected = ({ revision }: Known, { options: { expectedRevision } }: Execute): boolean =>
  expectedRevision === undefined || revision === 'none' || revision === expectedRevision;

const decide = (execute: Execute, { commandId, now, occurredAt }: Attempt, { state }: Known): Decision =>
  execute.decider.decide(execute.command, state, {
    now,
    occurredAt,
    ...whoOf(execute),
    id: execute.id,
    newId: idsFrom(commandId),
  });

async function append(
  streams: Streams,
  execute: Execute,
  attempt: Attempt,
  known: Known,
  decided: readonly Event[],
): Promise<Receipt> {
  const { stream } = attempt;
  const events = decided.map((event, index) => envelope(event, index, execute, attempt));
  const { revision, position, state } = await streams.append(stream, known, events, execute.decider);
  const receiptOf = (events: readonly ReceiptEvent[]): Receipt => ({
    id: execute.id,
    revision,
    position,
    events,
    replayed: false,
    ...(state && { folded: { state, updatedAt: attempt.now } }),
  });
  if (events.length === 1 && attempt.fingerprint === undefined)
    return receiptOf(events.map(({ type }) => ({ type, position })));
  const recorded = await readBack(streams.log, stream, events, revision);
  if (!recorded.every(isOf(attempt, execute))) {
    // Another try of this very command, on another node perhaps, was a moment faster: the log has that one's events.
    streams.forget(stream);
    return replay(execute.id, attempt, recorded);
  }
  return receiptOf(recorded.map(({ type, position }) => ({ type, position })));
}

/**
 * What the log has where the events were appended: of several the append told only the last one's position.
 *
 * @throws OutcomeUnknown they are recorded, but cannot be read: a retry tells
 */
async function readBack(
  log: EventLog,
  stream: string,
  events: readonly NewEvent[],
  revision: number,
): Promise<RecordedEvent[]> {
  const found: RecordedEvent[] = [];
  const from = revision - events.length + 1;
  try {
    for await (const event of log.read(stream, { from, limit: events.length })) found.push(event);
  } catch (cause) {
    throw new OutcomeUnknown(`What was appended to ${stream} cannot be read back`, { cause });
  }
  return found;
}

/** Whether an event was recorded by this try of a command: other tries have the same ids, but their own times. */
const isOf =
  ({ now }: Attempt, { caller }: Execute) =>
  ({ metadata: { $correlationId, recordedAt } }: RecordedEvent): boolean =>
    recordedAt === now && $correlationId === caller.correlationId;

function replay(id: string, { fingerprint }: Attempt, mine: readonly RecordedEvent[]): Receipt {
  const last = mine.at(-1);
  if (!last || last.metadata.fingerprint !== fingerprint) throw idempotencyMismatch();
  return { id, revision: last.revision, position: last.position, events: mine, replayed: true };
}

function unchanged(id: string, { position, revision }: Known): Receipt {
  if (revision === 'none' || position === undefined) {
    throw new Error('A command that creates something recorded nothing');
  }
  return { id, revision, position, events: [], replayed: false };
}

const revisionOf = (expected: WrongExpectedRevision['expected']): number | 'none' =>
  typeof expected === 'number' ? expected : 'none';
