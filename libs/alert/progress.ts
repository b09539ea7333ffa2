import {
  type Command,
  type CommandContext,
  type Event,
  type Genesis,
  mustExist,
  mustHaveHappened,
} from '#decider';
import { type AlertReport, type Reported, reported } from './report.js';

export const alertStatuses = ['FIRING', 'ACKNOWLEDGED', 'RESOLVED'] as const;
export type AlertStatus = (typeof alertStatuses)[number];

/** The report says what the alert is, where it was not heard of before; people who know its id need none. */
export type AlertCommand =
  | Command<'FireAlert', { readonly report: AlertReport }>
  | Command<'AcknowledgeAlert', { readonly report?: AlertReport }>
  | Command<'ResolveAlert', { readonly report?: AlertReport }>;

export type AlertEvent =
  /** A tool raised an alert. */
  | Event<'AlertFired', Reported>
  /** Somebody saw the alert, by what the tool says. */
  | Event<'AlertAcknowledged', Reported>
  /** What the alert is about is over, by what the tool says. */
  | Event<'AlertResolved', Reported>;

export interface Alert extends Reported {
  readonly status: AlertStatus;
  readonly acknowledgedAt: string | null;
  readonly resolvedAt: string | null;
}

/**
 * An alert fires, may be acknowledged, and resolves, once: fired again, it is another alert (see `alertIdentity`).
 * Sources repeat themselves and may be heard late, so that news of an earlier stage changes nothing.
 */
export const progress: Genesis<Alert, AlertCommand, AlertEvent> = {
  decide: {
    FireAlert: ({ report }, alert, context) =>
      alert ? [] : [{ type: 'AlertFired', data: known(alert, report, context) }],
    AcknowledgeAlert: ({ report }, alert, context) =>
      alert && alert.status !== 'FIRING'
        ? []
        : [{ type: 'AlertAcknowledged', data: known(alert, report, context) }],
    ResolveAlert: ({ report }, alert, context) =>
      alert?.status === 'RESOLVED' ? [] : [{ type: 'AlertResolved', data: known(alert, report, context) }],
  },
  evolve: {
    AlertFired: (_, said) => ({ ...said, status: 'FIRING', acknowledgedAt: null, resolvedAt: null }),
    AlertAcknowledged: (_, said, { occurredAt }) => ({
      ...said,
      status: 'ACKNOWLEDGED',
      acknowledgedAt: occurredAt,
      resolvedAt: null,
    }),
    AlertResolved: (alert, said, { occurredAt }) => ({
      ...said,
      status: 'RESOLVED',
      acknowledgedAt: alert?.acknowledgedAt ?? null,
      resolvedAt: occurredAt,
    }),
  },
  describe: {
    AlertFired: (said) => `${inWords(said)} fired`,
    AlertAcknowledged: (said) => `${inWords(said)} acknowledged`,
    AlertResolved: (said) => `${inWords(said)} resolved`,
  },
};

/** The alert as reported before; where it was not, as reported now. Refuses one that has not begun to fire. */
function known(alert: Alert | undefined, report: AlertReport | undefined, context: CommandContext): Reported {
  if (!alert) {
    const first = mustExist(report, 'alert');
    mustHaveHappened(first.startsAt, context);
    return reported(first, context.id);
  }
  const { status, acknowledgedAt, resolvedAt, ...said } = alert;
  return said;
}

const inWords = ({ source, title }: Reported): string => `Alert “${title}” of ${source}`;
