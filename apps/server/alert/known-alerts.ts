import { Inject, Injectable } from '@nestjs/common';
import { isUUID } from 'class-validator';
import { alerts } from '#alert';
import type { EventLog } from '#event-log';
import { Views } from '#views';
import { notFound } from '../graphql/errors.js';
import { EVENT_LOG } from '../tokens.js';

/** Which alerts there are. */
@Injectable()
export class KnownAlerts {
  constructor(
    private readonly views: Views,
    @Inject(EVENT_LOG) private readonly log: EventLog,
  ) {}

  /**
   * Refuses alerts that nobody told of. The views may be behind: what they do not have is looked for in the log.
   *
   * @throws ApiError NOT_FOUND, and what the log throws
   */
  async mustHave(ids: readonly string[]): Promise<void> {
    for (const id of ids)
      if (!this.views.alerts.find(id) && !(await this.#isLogged(id))) throw notFound('alert', id);
  }

  async #isLogged(id: string): Promise<boolean> {
    if (!isUUID(id)) return false;
    for await (const _ of this.log.read(`${alerts.category}-${id}`, { limit: 1 })) return true;
    return false;
  }
}
