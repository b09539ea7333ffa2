import { Inject, Injectable } from '@nestjs/common';
import type { RecordedEvent } from '#event-log';
import { Views } from '#views';
import type { Config } from '../config/config.js';
import { notYetProjected } from '../graphql/errors.js';
import { CONFIG } from '../tokens.js';
import type { Caller } from './caller.js';

/** Decides event by event who may see what of the log. */
@Injectable()
export class EventVisibility {
  constructor(
    private readonly views: Views,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /**
   * Events of restricted incidents are only for those with that scope. Whether an incident is restricted is known
   * from the views once they have come to the event, which may need a wait.
   *
   * @throws ApiError NOT_YET_PROJECTED when the views do not come that far in time
   */
  allows(event: RecordedEvent, { principal }: Caller): boolean | Promise<boolean> {
    if (principal.scopes.includes('restricted') || !event.stream.startsWith('incident-')) return true;
    const incidentId = event.stream.slice('incident-'.length);
    if (this.#known(event)) return !this.views.incidents.isRestricted(incidentId);
    return this.#later(event, incidentId);
  }

  #known({ position }: RecordedEvent): boolean {
    return this.views.position !== undefined && this.views.position >= position;
  }

  async #later({ position }: RecordedEvent, incidentId: string): Promise<boolean> {
    if (!(await this.views.reached(position, { timeoutMs: this.config.projectionTimeoutMs })))
      throw notYetProjected(position);
    return !this.views.incidents.isRestricted(incidentId);
  }
}
