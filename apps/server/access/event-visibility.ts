import { Inject, Injectable } from '@nestjs/common';
import type { RecordedEvent } from '#event-log';
import type { Viewer } from '#incident';
import { Views } from '#views';
import type { Config } from '../config/config.js';
import { notYetProjected } from '../graphql/errors.js';
import { CONFIG } from '../tokens.js';
import type { Caller } from './caller.js';
import { viewerOf } from './viewer.js';

/** Decides event by event who may see what of the log. */
@Injectable()
export class EventVisibility {
  constructor(
    private readonly views: Views,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /**
   * Events of a restricted incident are only for those who may see it. Who that is, is known from the views once they
   * have come to the event, which may need a wait.
   *
   * @throws ApiError NOT_YET_PROJECTED when the views do not come that far in time
   */
  allows(event: RecordedEvent, caller: Caller): boolean | Promise<boolean> {
    const viewer = viewerOf(caller);
    const incidentId = incidentOf(event.stream);
    if (viewer.restricted || incidentId === undefined) return true;
    if (this.#known(event)) return this.views.incidents.isVisible(incidentId, viewer);
    return this.#later(event, incidentId, viewer);
  }

  /**
   * The event with no more in it than the caller may know: a deployment may name the incident that it was to repair,
   * which is not there for everybody.
   */
  shown(event: RecordedEvent, caller: Caller): RecordedEvent {
    const id = incidentNamed(event.data);
    if (typeof id !== 'string' || this.views.incidents.isVisible(id, viewerOf(caller))) return event;
    return { ...event, data: { ...event.data, incidentId: null } };
  }

  /** Whether the caller may know of a stream, and of what is in it. */
  knows(stream: string, caller: Caller): boolean {
    const id = incidentOf(stream);
    return id === undefined || this.views.incidents.isVisible(id, viewerOf(caller));
  }

  #known({ position }: RecordedEvent): boolean {
    return this.views.position !== undefined && this.views.position >= position;
  }

  async #later({ position }: RecordedEvent, incidentId: string, viewer: Viewer): Promise<boolean> {
    if (!(await this.views.reached(position, { timeoutMs: this.config.projectionTimeoutMs })))
      throw notYetProjected(position);
    return this.views.incidents.isVisible(incidentId, viewer);
  }
}

const incidentOf = (stream: string): string | undefined =>
  stream.startsWith('incident-') ? stream.slice('incident-'.length) : undefined;

/** What was not written by Sitrep may have no data. */
const incidentNamed = (data: { readonly incidentId?: unknown } | null): unknown => data?.incidentId;
