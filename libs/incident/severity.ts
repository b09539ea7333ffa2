import type { Capability, Command, Event } from '#decider';
import { type IncidentCore, type Severity, mustNotBeOver } from './core.js';

export type SeverityCommand = Command<'ChangeSeverity', { to: Severity; reason: string }>;
export type SeverityEvent = Event<'SeverityChanged', { from: Severity; to: Severity; reason: string }>;

export const severity: Capability<IncidentCore, object, SeverityCommand, SeverityEvent> = {
  initial: {},
  decide: {
    ChangeSeverity({ to, reason }, incident) {
      mustNotBeOver(incident);
      if (to === incident.severity) return [];
      return [{ type: 'SeverityChanged', data: { from: incident.severity, to, reason } }];
    },
  },
  evolve: {
    SeverityChanged: (_, { to }) => ({ severity: to }),
  },
  describe: {
    SeverityChanged: ({ from, to, reason }) => `Severity changed from ${from} to ${to}: ${reason}`,
  },
};
