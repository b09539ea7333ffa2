import type { Capability, Command, Event } from '#decider';
import { type IncidentCore, mustNotBeOver } from './core.js';
import { type NamedAlert, alertInWords } from './named.js';
import { sentence, withReason } from './wording.js';

export type AlertCommand =
  Command<'AttachAlert', NamedAlert> | Command<'DetachAlert', NamedAlert & { reason: string }>;

export type AlertEvent =
  /** An alert belongs to the incident. */
  | Event<'AlertAttached', NamedAlert>
  /** An alert does not belong to the incident after all. */
  | Event<'AlertDetached', NamedAlert & { reason: string }>;

export interface AlertsState {
  /** The ids of the alerts that belong to it. */
  readonly alerts: readonly string[];
}

export const alerts: Capability<IncidentCore, AlertsState, AlertCommand, AlertEvent> = {
  initial: { alerts: [] },
  decide: {
    AttachAlert(data, incident) {
      mustNotBeOver(incident);
      return incident.alerts.includes(data.alertId) ? [] : [{ type: 'AlertAttached', data }];
    },
    DetachAlert(data, incident) {
      mustNotBeOver(incident);
      return incident.alerts.includes(data.alertId) ? [{ type: 'AlertDetached', data }] : [];
    },
  },
  evolve: {
    AlertAttached: ({ alerts }, { alertId }) => ({ alerts: [...alerts, alertId] }),
    AlertDetached: ({ alerts }, { alertId }) => ({ alerts: alerts.filter((id) => id !== alertId) }),
  },
  describe: {
    AlertAttached: (alert) => sentence(`${alertInWords(alert)} attached`),
    AlertDetached: ({ reason, ...alert }) => withReason(sentence(`${alertInWords(alert)} detached`), reason),
  },
};
