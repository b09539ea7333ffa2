import { Body, Controller, Headers, HttpCode, HttpStatus, Inject, Post } from '@nestjs/common';
import type { Logger } from 'pino';
import type { Scope } from '#access';
import { Authentication } from '../access/authentication.js';
import type { Caller } from '../access/caller.js';
import { RateLimit } from '../access/rate-limit.js';
import { AlertCommands } from '../alert/alert-commands.js';
import { forbidden, unauthenticated } from '../graphql/errors.js';
import { LOGGER } from '../tokens.js';
import { type ReportedAlert, readAlertmanager } from './alertmanager.js';

const source = 'alertmanager';
const needed: Scope = 'ingest';

/** Takes what Alertmanager posts to a webhook receiver, with a key as its `authorization` credentials. */
@Controller('ingest/alertmanager')
export class AlertmanagerController {
  constructor(
    private readonly alerts: AlertCommands,
    private readonly authentication: Authentication,
    private readonly rateLimit: RateLimit,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Records every alert of the notification. A repeated delivery finds them recorded and changes nothing. */
  @Post()
  @HttpCode(HttpStatus.OK)
  async receive(@Headers('authorization') authorization: string | undefined, @Body() body: unknown) {
    const caller = await this.#caller(authorization);
    const { alerts, leftOut } = readAlertmanager(body);
    if (leftOut > 0)
      this.logger.warn({ leftOut }, 'Alertmanager left alerts out of a notification (max_alerts)');
    let events = 0;
    for (const alert of alerts) events += await this.#record(caller, alert);
    return { alerts: alerts.length, events };
  }

  async #record(caller: Caller, { endsAt, status, ...alert }: ReportedAlert): Promise<number> {
    const { key, labels, links, service, severitySaid, startsAt, title } = alert;
    const report = {
      source,
      key,
      startsAt,
      title,
      labels,
      links: links.map((url) => ({ title: new URL(url).host, url })),
      ...(severitySaid !== undefined && { sourceSeverity: severitySaid }),
      ...(service !== undefined && { service }),
    };
    const occurredAt = status === 'FIRING' ? startsAt : endsAt;
    const receipt = await this.alerts.record(caller, { status, report }, { occurredAt });
    return receipt.events.length;
  }

  async #caller(authorization: string | undefined): Promise<Caller> {
    const caller = this.authentication.caller(authorization, `ingest/${source}`);
    if (!caller)
      throw unauthenticated('Send a key with the scope ingest as "Authorization: Bearer sitrep_…".');
    const { id, name, scopes } = caller.principal;
    if (!scopes.includes(needed))
      throw forbidden(`The key ${JSON.stringify(name)} lacks the scope ${needed}.`);
    await this.rateLimit.take(id);
    return caller;
  }
}
