import type { IncomingHttpHeaders } from 'node:http';
import { Body, Controller, Headers, HttpCode, HttpStatus, Inject, Post } from '@nestjs/common';
import type { Logger } from 'pino';
import { Admission } from '../access/admission.js';
import type { Caller } from '../access/caller.js';
import { AlertCommands } from '../alert/alert-commands.js';
import { LOGGER } from '../tokens.js';
import { type ReportedAlert, readAlertmanager } from './alertmanager.js';

const source = 'alertmanager';

/** Takes what Alertmanager posts to a webhook receiver, with a key as its `authorization` credentials. */
@Controller('ingest/alertmanager')
export class AlertmanagerController {
  constructor(
    private readonly alerts: AlertCommands,
    private readonly admission: Admission,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Records every alert of the notification. A repeated delivery finds them recorded and changes nothing. */
  @Post()
  @HttpCode(HttpStatus.OK)
  async receive(@Headers() headers: IncomingHttpHeaders, @Body() body: unknown) {
    const caller = await this.admission.admit(headers, 'ingest', `ingest/${source}`);
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
}
