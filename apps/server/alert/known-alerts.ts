import { Inject, Injectable } from '@nestjs/common';
import { alerts } from '#alert';
import type { EventLog } from '#event-log';
import { type NamedAlert, namedAlert } from '#incident';
import { Views } from '#views';
import { firstHeard } from '../commands/first-heard.js';
import { notFound } from '../graphql/errors.js';
import { plainId } from '../graphql/plain-id.js';
import { EVENT_LOG } from '../tokens.js';

/** Which alerts there are. The views may be behind: what they do not have is looked for in the log. */
@Injectable()
export class KnownAlerts {
  constructor(
    private readonly views: Views,
    @Inject(EVENT_LOG) private readonly log: EventLog,
  ) {}

  /** The alert, by its title where anybody told of it. @throws what the log throws */
  async named(id: string): Promise<NamedAlert> {
    const alertId = plainId(id);
    const known = this.views.alerts.find(alertId) ?? (await firstHeard(this.log, alerts, alertId));
    return namedAlert(alertId, known);
  }

  /**
   * The same of an alert that there must be.
   *
   * @throws ApiError NOT_FOUND, and what the log throws
   */
  async mustHave(id: string): Promise<NamedAlert> {
    const alert = await this.named(id);
    if (alert.title === undefined) throw notFound('alert', id);
    return alert;
  }

  /** The same of several. */
  async mustHaveAll(ids: readonly string[]): Promise<NamedAlert[]> {
    const named: NamedAlert[] = [];
    for (const id of ids) named.push(await this.mustHave(id));
    return named;
  }
}
