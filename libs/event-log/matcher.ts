import type { Actor } from '#decider';
import type { EventMetadata, RecordedEvent } from './event.js';
import type { ActorFilter, LogFilter, TimeRange } from './port.js';

type Test = (event: RecordedEvent) => boolean;

/** Whether an event passes a filter: what every engine gives is what this says. Everything passes an empty one. */
export function matcher(filter: LogFilter = {}): Test {
  const tests = testsOf(filter);
  return (event) => tests.every((test) => test(event));
}

function testsOf(filter: LogFilter): Test[] {
  const { actors, commandIds, correlationIds, occurredAt, recordedAt, streams, types } = filter;
  const tests: Test[] = [];
  if (streams) tests.push(({ stream }) => streams.some((beginning) => stream.startsWith(beginning)));
  if (types) tests.push(({ type }) => types.includes(type));
  if (commandIds) tests.push((event) => isAmong(commandIds, known(event).commandId));
  if (correlationIds) tests.push((event) => isAmong(correlationIds, known(event).$correlationId));
  if (occurredAt) tests.push((event) => isWithin(occurredAt, known(event).occurredAt));
  if (recordedAt) tests.push((event) => isWithin(recordedAt, known(event).recordedAt));
  if (actors)
    tests.push((event) => {
      const { actor, onBehalfOf } = known(event);
      return isOne(actors, actor) || isOne(actors, onBehalfOf);
    });
  return tests;
}

/** What was not written by Sitrep may have no metadata. */
const known = ({ metadata }: RecordedEvent): Partial<EventMetadata> => metadata;

const isAmong = (ids: readonly string[], id: string | undefined): boolean =>
  id !== undefined && ids.includes(id);

const isOne = ({ ids, kinds }: ActorFilter, actor: Actor | undefined): boolean =>
  actor !== undefined && (!ids || ids.includes(actor.id)) && (!kinds || kinds.includes(actor.kind));

const isWithin = ({ from, to }: TimeRange, time: string | undefined): boolean =>
  time !== undefined && (from === undefined || time >= from) && (to === undefined || time < to);
