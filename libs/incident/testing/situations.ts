import { specification } from '#decider/testing';
import { type IncidentCommand, incidents } from '../incident.js';

export const { given, after, continued, stateAfter, wordsOf } = specification(incidents);

export const declare = {
  type: 'DeclareIncident',
  data: {
    title: 'Checkout fails in EU',
    summary: 'Card payments are answered with 502',
    severity: 'P1',
    services: ['checkout'],
    detectedBy: 'MONITORING',
    security: false,
    drill: false,
    visibility: 'ORGANIZATION',
    alerts: [],
  },
} as const satisfies IncidentCommand;

export const acknowledge = { type: 'AcknowledgeIncident', data: {} } as const;
export const mitigate = {
  type: 'MitigateIncident',
  data: { summary: 'EU traffic moved to us-east' },
} as const;
export const resolve = { type: 'ResolveIncident', data: { resolution: 'Rolled back 8f3c1d' } } as const;
export const reopen = { type: 'ReopenIncident', data: { reason: 'The errors are back' } } as const;
export const close = { type: 'CloseIncident', data: {} } as const;
export const cancel = { type: 'CancelIncident', data: { reason: 'A load test set off the alarm' } } as const;

export const aDeclaredIncident = after([], declare);
export const anAcknowledgedIncident = after(aDeclaredIncident, acknowledge);
export const aMitigatedIncident = after(anAcknowledgedIncident, mitigate);
export const aResolvedIncident = after(aMitigatedIncident, resolve);
export const aReopenedIncident = after(aResolvedIncident, reopen);
export const aClosedIncident = after(aResolvedIncident, close);
export const aCancelledIncident = after(aDeclaredIncident, cancel);

/** The command whose refusal a test looks for, on each incident that is over. */
export function refusedWhenOver(command: IncidentCommand): void {
  given(aClosedIncident)
    .when(command)
    .refuses('INCIDENT_CLOSED', /reopenIncident/);
  given(aCancelledIncident)
    .when(command)
    .refuses('INCIDENT_CANCELLED', /declareIncident/);
}
