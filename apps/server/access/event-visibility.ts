import { Inject, Injectable } from '@nestjs/common';
import type { RecordedEvent } from '#event-log';
import { type Viewer, redactionOf } from '#incident';
import { Views } from '#views';
import type { Config } from '../config/config.js';
import { notYetProjected } from '../graphql/errors.js';
import { Acknowledged } from '../queries/acknowledged.js';
import { CONFIG } from '../tokens.js';
import type { Caller } from './caller.js';
import { viewerOf } from './viewer.js';

/** Decides event by event who may see what of the log. */
@Injectable()
export class EventVisibility {
  constructor(
    private readonly views: Views,
    private readonly acknowledged: Acknowledged,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /**
   * The event with no more in it than the caller may know; undefined where it is of an incident that they may not see.
   * Who may see an incident is known from the views once they have come to the event and to what this node has
   * acknowledged, which may need a wait.
   *
   * @throws ApiError NOT_YET_PROJECTED when the views do not come that far in time
   */
  shown(event: RecordedEvent, caller: Caller): Shown | Promise<Shown> {
    const viewer = viewerOf(caller);
    if (viewer.restricted || !isOfIncidents(event)) return event;
    return this.#isKnown(event) && !this.acknowledged.isPending
      ? this.#shownNow(event, viewer)
      : this.#shownLater(event, viewer);
  }

  /**
   * An event that the viewer may see, as far as the views have come, with nothing in it of incidents that they may not
   * see: an incident names those that it was merged with or repeats, a deployment names the one that it was to repair.
   */
  redacted(event: RecordedEvent, viewer: Viewer): RecordedEvent {
    const isSeen = (id: string) => this.views.incidents.isVisible(id, viewer);
    if (incidentOf(event.stream) !== undefined) {
      const redaction = redactionOf(event, isSeen);
      return redaction ? { ...event, data: redaction.data } : event;
    }
    const id = incidentNamed(event.data);
    if (typeof id !== 'string' || isSeen(id)) return event;
    return { ...event, data: { ...event.data, incidentId: null } };
  }

  /** Whether the caller may know of a stream, and of what is in it. */
  knows(stream: string, caller: Caller): boolean {
    const id = incidentOf(stream);
    return id === undefined || this.views.incidents.isVisible(id, viewerOf(caller));
  }

  #isKnown({ position }: RecordedEvent): boolean {
    return this.views.position !== undefined && this.views.position >= position;
  }

  #shownNow(event: RecordedEvent, viewer: Viewer): Shown {
    const incidentId = incidentOf(event.stream);
    if (incidentId !== undefined && !this.views.incidents.isVisible(incidentId, viewer)) return undefined;
    return this.redacted(event, viewer);
  }

  async #shownLater(event: RecordedEvent, viewer: Viewer): Promise<Shown> {
    if (!(await this.views.reached(event.position, { timeoutMs: this.config.projectionTimeoutMs })))
      throw notYetProjected(event.position);
    await this.acknowledged.projected();
    return this.#shownNow(event, viewer);
  }
}

type Shown = RecordedEvent | undefined;

const incidentOf = (stream: string): string | undefined =>
  stream.startsWith('incident-') ? stream.slice('incident-'.length) : undefined;

/** Whether it is of an incident, or names one. */
const isOfIncidents = ({ data, stream }: RecordedEvent): boolean =>
  incidentOf(stream) !== undefined || typeof incidentNamed(data) === 'string';

/** What was not written by Sitrep may have no data. */
const incidentNamed = (data: { readonly incidentId?: unknown } | null): unknown => data?.incidentId;
