import { toMilliseconds } from '../graphql/instant.js';
import { Notification, type Alert } from './alertmanager-payload.js';
import { isWebAddress, mustHavePassed, readPayload, toLine, toName } from './payload.js';

/** An alert as Alertmanager reported it. Times are RFC 3339, UTC, with milliseconds. */
export interface ReportedAlert {
  /**
   * Names this firing of the alert: its fingerprint and the full text of when it started, which Alertmanager gives
   * to the nanosecond. The same alert fired again later has another key.
   */
  readonly key: string;
  readonly status: 'FIRING' | 'RESOLVED';
  readonly title: string;
  /** The label `severity`, in the words of whoever wrote the rule. */
  readonly severitySaid?: string;
  /** The label `service`, or else `job`. */
  readonly service?: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  /** The rule's graph, the runbook (annotation `runbook_url`), Alertmanager: those that are addresses of the web. */
  readonly links: readonly string[];
  readonly startsAt: string;
  /** When it was resolved; absent while it fires. */
  readonly endsAt?: string;
}

export interface AlertmanagerNotification {
  readonly alerts: readonly ReportedAlert[];
  /** How many alerts of the group Alertmanager left out of this notification (its `max_alerts`). */
  readonly leftOut: number;
}

/**
 * What a notification of Alertmanager's webhook says, version 4 of
 * https://prometheus.io/docs/alerting/latest/configuration/#webhook_config.
 *
 * @param now by which a notification of what has not happened yet is refused as a whole, and not from there on
 * @throws MalformedPayload
 */
export function readAlertmanager(
  body: unknown,
  now: string = new Date().toISOString(),
): AlertmanagerNotification {
  const { alerts, externalURL, truncatedAlerts } = readPayload(Notification, body);
  const read = alerts.map((alert) => reported(alert, externalURL));
  const times = read.flatMap(({ endsAt, startsAt }, index) => [
    [`alerts.${index}.startsAt`, startsAt] as const,
    [`alerts.${index}.endsAt`, endsAt] as const,
  ]);
  mustHavePassed(times, now);
  return { alerts: read, leftOut: truncatedAlerts ?? 0 };
}

function reported(alert: Alert, externalURL: string | undefined): ReportedAlert {
  const { annotations, endsAt, fingerprint, generatorURL, labels, startsAt, status } = alert;
  const service = toName(labels['service'] ?? '') || toName(labels['job'] ?? '') || undefined;
  const severitySaid = lineOf(labels['severity']);
  const resolved = status === 'resolved';
  return {
    key: `${fingerprint}@${startsAt}`,
    status: resolved ? 'RESOLVED' : 'FIRING',
    title: lineOf(annotations['summary']) ?? lineOf(labels['alertname']) ?? toLine(`Alert ${fingerprint}`),
    ...(severitySaid !== undefined && { severitySaid }),
    ...(service !== undefined && { service }),
    labels,
    annotations,
    links: [generatorURL, annotations['runbook_url'], externalURL].filter((url) => isWebAddress(url)),
    startsAt: toMilliseconds(startsAt),
    ...(resolved && endsAt !== undefined && !isZero(endsAt) && { endsAt: toMilliseconds(endsAt) }),
  };
}

/** What control characters alone make up is no title. */
const lineOf = (text: string | undefined): string | undefined => toLine(text ?? '') || undefined;

/** Go's zero time, by which Alertmanager says that there is none. */
const isZero = (instant: string): boolean => instant.startsWith('0001-01-01T00:00:00');
