import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { type AlertCommand, type AlertReport, type AlertStatus, alertIdentity, alerts } from '#alert';
import type { Caller } from '../access/caller.js';
import { type CommandOptions, Execute, type Receipt } from '../commands/execute.js';
import { derivedId } from '../commands/identity.js';

/** What was heard of an alert. */
export interface AlertNews {
  readonly status: AlertStatus;
  readonly report: AlertReport;
}

/** Sends what was heard of alerts, by whichever way it came. */
@Injectable()
export class AlertCommands {
  constructor(private readonly bus: CommandBus) {}

  record(caller: Caller, { report, status }: AlertNews, options: CommandOptions): Promise<Receipt> {
    const id = derivedId('alert', alertIdentity(report));
    return this.bus.execute(new Execute(alerts, id, commandOf(status, report), caller, options));
  }
}

function commandOf(status: AlertStatus, report: AlertReport): AlertCommand {
  switch (status) {
    case 'FIRING':
      return { type: 'FireAlert', data: { report } };
    case 'ACKNOWLEDGED':
      return { type: 'AcknowledgeAlert', data: { report } };
    case 'RESOLVED':
      return { type: 'ResolveAlert', data: { report } };
  }
}
