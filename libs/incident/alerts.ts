import type { Capability, Command, Event } from '#decider';
import { type IncidentCore, mustNotBeOver } from './core.js';
import { withReason } from './wording.js';

export type AlertCommand =
  Command<'AttachAlert', { alertId: string }> | Command<'DetachAlert', { alertId: string; reason: string }>;

export type AlertEvent =
  /** An alert belongs to the incident. */
  | Event<'AlertAttached', { alertId: string }>
  /** An alert does not belong to the incident after all. */
  | Event<'AlertDetached', { alertId: string; reason: string }>;

export interface AlertsState {
  /** The ids of the alerts that belong to it. */
  readonly alerts: readonly string[];
}

export const alerts: Capability<IncidentCore, AlertsState, AlertCommand, AlertEvent> = {
  initial: { alerts: [] },
  decide: {
    AttachAlert({ alertId }, incident) {
      mustNotBeOver(incident);
      return incident.alerts.includes(alertId) ? [] : [{ type: 'AlertAttached', data: { alertId } }];
    },
    DetachAlert({ alertId, reason }, incident) {
      mustNotBeOver(incident);
      return incident.alerts.includes(alertId) ? [{ type: 'AlertDetached', data: { alertId, reason } }] : [];
    },
  },
  evolve: {
    AlertAttached: ({ alerts }, { alertId }) => ({ alerts: [...alerts, alertId] }),
    AlertDetached: ({ alerts }, { alertId }) => ({ alerts: alerts.filter((id) => id !== alertId) }),
  },
  describe: {
    AlertAttached: ({ alertId }) => `Alert ${alertId} attached`,
    AlertDetached: ({ alertId, reason }) => withReason(`Alert ${alertId} detached`, reason),
  },
};
