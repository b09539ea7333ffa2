import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ask } from '../support/client.js';
import { command } from '../support/commands.js';
import { type HostedService, hostService } from '../support/hosted.js';

const at = (time: string): string => `2024-03-05T${time}:00.000Z`;
const minutes = (count: number): number => count * 60;

const declaration = {
  title: 'Checkout fails in EU',
  severity: 'P1',
  services: ['checkout'],
  detectedBy: 'MONITORING',
  occurredAt: at('10:00'),
};

/** What is done after the declaration: the mutation, its input, when, and what the timeline then says. */
const steps = [
  ['acknowledgeIncident', {}, '10:05', 'IncidentAcknowledged', 'Acknowledged'],
  [
    'changeSeverity',
    { severity: 'P0', reason: 'Orders are being lost' },
    '10:10',
    'SeverityChanged',
    'Severity changed from P1 to P0: Orders are being lost',
  ],
  [
    'assignRole',
    { role: 'INCIDENT_COMMANDER', person: 'amina@example.com' },
    '10:12',
    'RoleAssigned',
    'amina@example.com is Incident Commander',
  ],
  [
    'publishUpdate',
    { audience: 'PUBLIC', body: 'We are on it.', nextUpdateDueAt: at('10:50') },
    '10:20',
    'UpdatePublished',
    'Public update: We are on it. · next update due 2024-03-05 10:50 UTC',
  ],
  [
    'mitigateIncident',
    { summary: 'Traffic goes to the old version' },
    '10:30',
    'IncidentMitigated',
    'Mitigated: Traffic goes to the old version',
  ],
  ['resolveIncident', { resolution: 'Rolled back' }, '11:00', 'IncidentResolved', 'Resolved: Rolled back'],
  [
    'reopenIncident',
    { reason: 'Norway still fails' },
    '11:15',
    'IncidentReopened',
    'Reopened: Norway still fails',
  ],
  [
    'resolveIncident',
    { resolution: 'Emptied the caches' },
    '12:00',
    'IncidentResolved',
    'Resolved: Emptied the caches',
  ],
  [
    'closeIncident',
    { summary: 'All orders taken up' },
    '13:00',
    'IncidentClosed',
    'Closed: All orders taken up',
  ],
] as const;

/** What each resolve says of the postmortem, on the timeline. */
const postmortemDue = (time: string): string[] => [
  'PostmortemDueSet',
  at(time),
  `Postmortem due 2024-03-07 ${time} UTC: P0 requires one within 2 working days`,
];

interface Entry {
  readonly occurredAt: string;
  readonly recordedAt: string;
  readonly kind: string;
  readonly text: string;
  readonly actor: { readonly kind: string; readonly name: string };
}

describe('An incident walked from its declaration to its close', () => {
  let service: HostedService;
  let started: string;
  let incidentId: string;
  const statuses: string[] = [];

  beforeAll(async () => {
    service = await hostService();
    started = new Date().toISOString();
    const { incident } = await command(service.url, 'declareIncident', declaration);
    incidentId = incident.id;
    for (const [mutation, input, time] of steps) {
      const done = await command(service.url, mutation, {
        // By its reference or its UUID: both name it.
        incidentId: statuses.length % 2 === 0 ? 'INC-1' : incidentId,
        occurredAt: at(time),
        ...input,
      });
      statuses.push(done.incident.status);
    }
  });
  afterAll(() => service.stop());

  const timeline = async (): Promise<readonly Entry[]> => {
    const { incident } = await ask<{ incident: { timeline: { edges: { node: Entry }[] } } }>(
      service.url,
      '{ incident(id: "INC-1") { timeline(first: 50) { edges { node { occurredAt recordedAt kind text actor { kind name } } } } } }',
    );
    return incident.timeline.edges.map(({ node }) => node);
  };

  it('has after each step the status that the step leads to', () => {
    expect(statuses).toEqual([
      'ACKNOWLEDGED',
      'ACKNOWLEDGED',
      'ACKNOWLEDGED',
      'ACKNOWLEDGED',
      'MITIGATED',
      'RESOLVED',
      'ACKNOWLEDGED',
      'RESOLVED',
      'CLOSED',
    ]);
  });

  it('shows each step on the timeline, in a sentence, at the time when it happened', async () => {
    const entries = await timeline();
    expect(entries.map(({ kind, occurredAt, text }) => [kind, occurredAt, text])).toEqual([
      ['IncidentDeclared', at('10:00'), 'Declared as P1: Checkout fails in EU'],
      ...steps.flatMap(([, , time, kind, text]) => [
        [kind, at(time), text],
        ...(kind === 'IncidentResolved' ? [postmortemDue(time)] : []),
      ]),
    ]);
  });

  it('says of each step who did it, and when it was recorded', async () => {
    const entries = await timeline();
    const now = new Date().toISOString();
    expect(entries).toHaveLength(12);
    for (const { actor, recordedAt } of entries) {
      expect(actor).toEqual({ kind: 'API_KEY', name: 'Admin key of the configuration' });
      expect(recordedAt >= started && recordedAt <= now).toBe(true);
    }
    const recorded = entries.map(({ recordedAt }) => recordedAt);
    expect(recorded).toEqual([...recorded].sort());
  });

  it('keeps the first and the last time of each milestone', async () => {
    const answer = await ask(
      service.url,
      '{ incident(id: "INC-1") { reopens milestones { milestone first last occurrences } } }',
    );
    const once = (milestone: string, time: string) => ({
      milestone,
      first: at(time),
      last: at(time),
      occurrences: [at(time)],
    });
    expect(answer).toEqual({
      incident: {
        reopens: 1,
        milestones: expect.arrayContaining([
          once('DECLARED', '10:00'),
          once('ACKNOWLEDGED', '10:05'),
          once('FIRST_UPDATE', '10:20'),
          once('MITIGATED', '10:30'),
          {
            milestone: 'RESOLVED',
            first: at('11:00'),
            last: at('12:00'),
            occurrences: [at('11:00'), at('12:00')],
          },
          once('CLOSED', '13:00'),
        ]),
      },
    });
  });

  it('has the durations in the metrics of its day that its times imply', async () => {
    const duration = '{ count meanSeconds p50Seconds maxSeconds reopens }';
    const { metrics } = await ask<{ metrics: object }>(
      service.url,
      `query ($window: Window!) { metrics(window: $window) {
        timeToAcknowledge ${duration} timeToFirstUpdate ${duration} timeToMitigate ${duration}
        timeToResolve ${duration} timeToFirstResolve ${duration}
      } }`,
      { window: { from: '2024-03-05T00:00:00Z', to: '2024-03-06T00:00:00Z' } },
    );
    const only = (seconds: number) => ({
      count: 1,
      meanSeconds: seconds,
      p50Seconds: seconds,
      maxSeconds: seconds,
      reopens: 1,
    });
    expect(metrics).toEqual({
      timeToAcknowledge: only(minutes(5)), // 10:00 to 10:05
      timeToFirstUpdate: only(minutes(20)), // 10:00 to 10:20
      timeToMitigate: only(minutes(30)), // 10:00 to 10:30
      timeToResolve: only(minutes(120)), // 10:00 to 12:00, the last resolve
      timeToFirstResolve: only(minutes(60)), // 10:00 to 11:00, the first
    });
  });

  it('is in no number of another day', async () => {
    const { metrics } = await ask<{ metrics: object }>(
      service.url,
      'query ($window: Window!) { metrics(window: $window) { timeToResolve { count meanSeconds } } }',
      { window: { from: '2024-03-06T00:00:00Z', to: '2024-03-07T00:00:00Z' } },
    );
    expect(metrics).toEqual({ timeToResolve: { count: 0, meanSeconds: null } });
  });

  it('shows what is recorded late where it happened', async () => {
    await command(service.url, 'recordNote', {
      incidentId,
      kind: 'OBSERVATION',
      body: 'Errors began with 8f3c1d',
      occurredAt: at('10:07'),
    });
    const entries = await timeline();
    expect(entries.map(({ kind }) => kind).slice(1, 4)).toEqual([
      'IncidentAcknowledged',
      'NoteRecorded',
      'SeverityChanged',
    ]);
  });
});
