import { setTimeout as sleep } from 'node:timers/promises';
import type { Decision, Event, commonRules } from '#decider';
import { WrongExpectedRevision } from '#event-log';
import { type ApiError, conflict, notFound, overtaken, ruleViolation } from '../graphql/errors.js';
import { type Attempt, envelope, idsFrom, whoOf } from './envelope.js';
import type { Order, Receipt, ReceiptEvent } from './execute.js';
import { commandIdOf, fingerprintOf } from './identity.js';
import { isOf, readBack, replay, unchanged } from './receipts.js';
import type { Known, Streams } from './streams.js';

/** Where three nodes write to one incident at once, two thirds of the tries lose. */
const attempts = 16;
/** The longest wait between two of them, in milliseconds; the first are shorter. */
const longestWait = 80;

/** The rule by which a command finds nothing to act on, which is an error of its own in the API. */
const nothingThere: keyof typeof commonRules = 'NOT_FOUND';

/** Names the command and its time. */
export function begin({ caller, command, decider, id, options }: Order): Attempt {
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

/** What a command comes to, and what that rests on. */
interface Decided {
  readonly known: Known;
  readonly events: readonly Event[];
}

/**
 * Carries a command out: load its stream, fold, decide, append at the revision read. What it finds recorded already
 * it gives back; what another writer adds meanwhile it loads and decides again, unless the caller named a revision.
 *
 * @throws ApiError CONFLICT, IDEMPOTENCY_MISMATCH, NOT_FOUND or RULE_VIOLATION, and what the log throws
 */
export async function record(streams: Streams, order: Order, attempt: Attempt): Promise<Receipt> {
  let decided = fromMemory(streams, order, attempt) ?? (await fromLog(streams, order, attempt));
  for (let tried = 1; 'known' in decided; tried += 1) {
    try {
      return await append(streams, order, attempt, decided);
    } catch (error) {
      if (!(error instanceof WrongExpectedRevision)) throw error;
      const { expectedRevision } = order.options;
      if (expectedRevision !== undefined) throw conflict(expectedRevision, error.actual);
      if (tried === attempts) throw overtaken(revisionOf(error.expected), error.actual);
      await sleep(Math.random() * Math.min(longestWait, 10 * tried));
      decided = await fromLog(streams, order, attempt, hasMore(error) ? decided.known : undefined);
    }
  }
  return decided;
}

/** Decides on what is remembered, if that leads to an append: the append itself finds out if it is old. */
function fromMemory(streams: Streams, order: Order, attempt: Attempt): Decided | undefined {
  if (attempt.fingerprint !== undefined) return undefined;
  const known = streams.known(attempt.stream, order.options.expectedRevision);
  if (!known || !isThere(known, order) || !isAsExpected(known, order)) return undefined;
  const decision = decide(order, attempt, known);
  return 'events' in decision && decision.events.length > 0 ? { known, events: decision.events } : undefined;
}

/**
 * Decides on what the log has.
 *
 * @param since what an earlier try of the command rested on: only what came after it is read
 * @returns the answer, where nothing is left to append
 */
async function fromLog(
  streams: Streams,
  order: Order,
  attempt: Attempt,
  since?: Known,
): Promise<Decided | Receipt> {
  const { decider, id } = order;
  const loaded = await streams.load(attempt.stream, decider, since);
  if (!isThere(loaded, order)) throw nothingOf(order);
  const mine = loaded.added.filter(({ metadata }) => metadata.commandId === attempt.commandId);
  if (mine.length > 0) return replay(id, attempt, mine);
  if (!isAsExpected(loaded, order)) throw conflict(order.options.expectedRevision ?? 'none', loaded.revision);

  const decision = decide(order, attempt, loaded);
  if ('refusal' in decision) {
    const { rule, message } = decision.refusal;
    throw rule === nothingThere ? nothingOf(order) : ruleViolation(rule, message);
  }
  if (decision.events.length === 0) return unchanged(id, loaded);
  return { known: loaded, events: decision.events };
}

/** Whether the stream has more than was known of it, and not less, as after the log was put back to an older copy. */
const hasMore = ({ actual, expected }: WrongExpectedRevision): boolean =>
  expected === 'none' || (typeof expected === 'number' && actual !== 'none' && actual > expected);

const nothingOf = ({ decider, id, options: { called } }: Order): ApiError =>
  notFound(nameOf(decider.category), called ?? id);

/** Who may see a thing may have changed since the caller was told that it is there: it goes by what is decided on. */
const isThere = ({ state }: Known, { options: { maySee } }: Order): boolean =>
  state === undefined || (maySee?.(state) ?? true);

/** A kind of thing as people call it: streams are named with a shorter word. */
const nameOf = (category: string): string => (category === 'apikey' ? 'API key' : category);

/** Whether the stream is at the revision that the caller named. What is not there at all has an error of its own. */
const isAsExpected = ({ revision }: Known, { options: { expectedRevision } }: Order): boolean =>
  expectedRevision === undefined || revision === 'none' || revision === expectedRevision;

const decide = (order: Order, { commandId, now, occurredAt }: Attempt, { state }: Known): Decision =>
  order.decider.decide(order.command, state, {
    now,
    occurredAt,
    ...whoOf(order),
    id: order.id,
    newId: idsFrom(commandId),
  });

async function append(
  streams: Streams,
  order: Order,
  attempt: Attempt,
  { events: decided, known }: Decided,
): Promise<Receipt> {
  const { stream } = attempt;
  const events = decided.map((event, index) => envelope(event, index, order, attempt));
  const { revision, position, state } = await streams.append(stream, known, events, order.decider);
  const receiptOf = (events: readonly ReceiptEvent[]): Receipt => ({
    id: order.id,
    revision,
    position,
    events,
    replayed: false,
    ...(state && { folded: { state, updatedAt: attempt.now } }),
  });
  if (events.length === 1 && attempt.fingerprint === undefined)
    return receiptOf(events.map(({ type }) => ({ type, position })));
  const recorded = await readBack(streams.log, stream, events, revision);
  if (!recorded.every(isOf(attempt, order))) {
    // Another try of this very command, on another node perhaps, was a moment faster: the log has that one's events.
    streams.forget(stream);
    return replay(order.id, attempt, recorded);
  }
  return receiptOf(recorded.map(({ type, position }) => ({ type, position })));
}

const revisionOf = (expected: WrongExpectedRevision['expected']): number | 'none' =>
  typeof expected === 'number' ? expected : 'none';
