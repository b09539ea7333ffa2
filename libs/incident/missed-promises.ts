import type { Capability, Command, Event } from '#decider';
import { type IncidentCore, type Terms, isVoid } from './core.js';
import { type Deadline, hasPassed } from './deadline.js';
import {
  type MissedPromise,
  type MissedPromisesState,
  type OpenPromise,
  type Promises,
  openPromises,
} from './open-promises.js';
import type { Audience } from './promise.js';
import { clockTime } from './wording.js';

/** Names the update that made the promise. */
export type MissedPromiseCommand = Command<'RecordUpdateOverdue', { updateId: string }>;
/** The next update did not come by the time that was promised. */
export type MissedPromiseEvent = Event<'UpdateOverdue', MissedPromise>;

type Reads = IncidentCore & Pick<Promises, 'updates' | 'renewal'>;

/** The promises of the next update that were not kept in time, each once. */
export const missedPromises: Capability<
  Reads,
  MissedPromisesState,
  MissedPromiseCommand,
  MissedPromiseEvent
> = {
  initial: { missedPromises: [], latePromises: [] },
  decide: {
    RecordUpdateOverdue({ updateId }, incident, context) {
      const promise = unrecorded(incident).find((each) => each.updateId === updateId);
      if (!promise || !hasPassed(promise.passesAt, context)) return [];
      const { audience, dueAt } = promise;
      return [{ type: 'UpdateOverdue', data: { updateId, audience, dueAt } }];
    },
  },
  evolve: {
    UpdateOverdue: ({ missedPromises, latePromises }, missed) => ({
      missedPromises: [...missedPromises, missed],
      latePromises: latePromises.filter(({ updateId }) => updateId !== missed.updateId),
    }),
  },
  describe: {
    UpdateOverdue: ({ audience, dueAt }) =>
      `The update promised ${toWhom[audience]} for ${clockTime(dueAt)} did not come in time`,
  },
};

const toWhom: Readonly<Record<Audience, string>> = {
  INTERNAL: 'internally',
  STAKEHOLDERS: 'to stakeholders',
  PUBLIC: 'to the public',
};

export function promiseDeadline(incident: Terms & Promises): Deadline<MissedPromiseCommand> | null {
  const [first] = unrecorded(incident).toSorted((one, other) => (one.passesAt < other.passesAt ? -1 : 1));
  if (!first) return null;
  const { passesAt: dueAt, updateId } = first;
  return { dueAt, command: { type: 'RecordUpdateOverdue', data: { updateId } } };
}

/** What was missed, and what may still be. */
const unrecorded = (incident: Terms & Promises): readonly OpenPromise[] =>
  isVoid(incident) ? [] : [...incident.latePromises, ...openPromises(incident)];
