import type { DeploymentFacts, IncidentFacts } from '../facts.js';

const start = Date.parse('2026-11-02T00:00:00Z');

/** So many hours into the story, which begins on a Monday at midnight. */
export const hour = (hours: number): string => new Date(start + hours * 3_600_000).toISOString();
export const minute = (minutes: number): string => hour(minutes / 60);

/** An incident declared at the beginning of the story, on checkout, with nothing done about it yet. */
export const incident = (known: Partial<IncidentFacts>): IncidentFacts => ({
  id: 'incident',
  reference: null,
  severity: 'P1',
  services: ['checkout'],
  status: 'DECLARED',
  drill: false,
  detectedBy: 'MONITORING',
  hidden: false,
  causeCategory: null,
  milestones: { DECLARED: [hour(0)] },
  reopens: 0,
  blamedDeployments: [],
  clearedDeployments: [],
  recurrenceOf: null,
  impacts: [],
  rollbacks: [],
  rollbackWithinSeconds: 300,
  promises: [],
  postmortem: null,
  ...known,
});

/** An incident declared and resolved at these hours. */
export const resolved = (id: string, declared: number, end: number, known?: Partial<IncidentFacts>) =>
  incident({
    id,
    status: 'RESOLVED',
    milestones: { DECLARED: [hour(declared)], RESOLVED: [hour(end)] },
    ...known,
  });

/** A deployment of checkout that reached production at this hour. */
export const deployment = (
  id: string,
  finished: number,
  known?: Partial<DeploymentFacts>,
): DeploymentFacts => ({
  id,
  service: 'checkout',
  environment: 'production',
  version: id,
  outcome: 'SUCCEEDED',
  startedAt: null,
  finishedAt: hour(finished),
  rolledBackAt: null,
  purpose: 'PLANNED',
  commits: [],
  ...known,
});
