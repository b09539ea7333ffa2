import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import {
  type AlertCommand,
  type AlertReport,
  type AlertStatus,
  alertIdentity,
  alerts,
  severityOfWord,
} from '#alert';
import { Views } from '#views';
import type { Caller } from '../access/caller.js';
import { type CommandOptions, Execute, type Receipt } from '../commands/execute.js';
import { derivedId } from '../commands/identity.js';
import { given } from '../graphql/given.js';

/** What was heard of an alert. */
export interface AlertNews {
  readonly status: AlertStatus;
  readonly report: AlertReport;
}

/** Sends what was heard of alerts, by whichever way it came. */
@Injectable()
export class AlertCommands {
  constructor(
    private readonly bus: CommandBus,
    private readonly views: Views,
  ) {}

  /** Where the news names no severity, it is the one that the source's word for it stands for by the policies. */
  record(caller: Caller, { report, status }: AlertNews, options: CommandOptions): Promise<Receipt> {
    const id = derivedId('alert', alertIdentity(report));
    const severity = report.severity ?? severityOfWord(report.sourceSeverity, this.views.policies.words());
    const command = commandOf(status, { ...report, ...given({ severity }) });
    const asked = commandOf(status, report).data;
    return this.bus.execute(new Execute(alerts, id, command, caller, { ...options, asked }));
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
