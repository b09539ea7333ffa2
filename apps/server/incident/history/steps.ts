import type { RecordedEvent } from '#event-log';
import { type Incident, incidents } from '#incident';

/** An event of an incident, and the state before and after it; undefined as long as there is no incident. */
export interface Step {
  readonly event: RecordedEvent;
  readonly before: Incident | undefined;
  readonly after: Incident | undefined;
}

/** A stream from its first event on, folded event by event as every answer of today is. */
export async function* stepsOf(events: AsyncIterable<RecordedEvent>): AsyncGenerator<Step, void> {
  let state: Incident | undefined;
  for await (const event of events) {
    const before = state;
    state = incidents.evolve(before, { event, facts: event.metadata });
    yield { event, before, after: state };
  }
}

/** The steps after a revision, at most so many; `more` when there are further ones. */
export async function pageOfSteps(
  steps: AsyncIterable<Step>,
  after: number,
  size: number,
): Promise<{ steps: readonly Step[]; last: number; more: boolean }> {
  const page: Step[] = [];
  let last = -1;
  for await (const step of steps) {
    last = step.event.revision;
    if (last <= after) continue;
    if (page.length === size) return { steps: page, last, more: true };
    page.push(step);
  }
  return { steps: page, last, more: false };
}
