import { describe, expect, it } from '@jest/globals';
import type { IncidentFacts } from './facts.js';
import { measure } from './metrics.js';
import type { MetricsQuestion } from './question.js';
import { hour, incident, minute, resolved } from './testing/facts.js';

const now = hour(100);
const ask = (incidents: readonly IncidentFacts[], question: Partial<MetricsQuestion> = {}) =>
  measure({ incidents, deployments: [] }, { now, ...question });
const week = { from: hour(24), to: hour(48) };

describe('the named durations', () => {
  it('run between their milestones', () => {
    const story = incident({
      status: 'RESOLVED',
      reopens: 1,
      milestones: {
        IMPACT_STARTED: [minute(-30)],
        DETECTED: [minute(-10)],
        DECLARED: [minute(0)],
        ACKNOWLEDGED: [minute(3), minute(70)],
        FIRST_UPDATE: [minute(8)],
        IDENTIFIED: [minute(20)],
        MITIGATED: [minute(45), minute(90)],
        RESOLVED: [minute(60), minute(120)],
      },
    });
    const answer = ask([story]);
    expect(answer.timeToDetect.meanSeconds).toBe(1200); // −30 to −10 min
    expect(answer.timeToAcknowledge.meanSeconds).toBe(180);
    expect(answer.timeToFirstUpdate.meanSeconds).toBe(480);
    expect(answer.timeToIdentify.meanSeconds).toBe(1200);
    expect(answer.timeToMitigate.meanSeconds).toBe(2700);
    expect(answer.timeToResolve.meanSeconds).toBe(7200);
    expect(answer.timeToFirstResolve.meanSeconds).toBe(3600);
    expect(answer.timeToResolve.reopens).toBe(1);
  });

  it('are aggregated over incidents', () => {
    // 1 h, 2 h and 6 h: mean 9/3 = 3 h; positions 2·0.5 = 1, 2·0.9 = 1.8 and 2·0.95 = 1.9 of [1, 2, 6]
    const answer = ask([resolved('a', 0, 1), resolved('b', 0, 2), resolved('c', 0, 6)]);
    expect(answer.timeToResolve).toMatchObject({
      count: 3,
      meanSeconds: 10_800,
      p50Seconds: 7200,
      p90Seconds: 18_720, // 2 h + 0.8 × 4 h = 5.2 h
      p95Seconds: 20_160, // 2 h + 0.9 × 4 h = 5.6 h
      maxSeconds: 21_600,
      excluded: [],
      rule: 'mttr/1',
    });
  });

  it('of nothing are null', () => {
    expect(ask([]).timeToResolve).toMatchObject({
      count: 0,
      meanSeconds: null,
      maxSeconds: null,
      reopens: 0,
    });
  });

  it('list what stands behind them', () => {
    const answer = ask([resolved('a', 0, 1, { reference: 'INC-1' })]);
    expect(answer.timeToResolve.contributions).toEqual([
      {
        incidentId: 'a',
        reference: 'INC-1',
        state: 'RECORDED',
        seconds: 3600,
        startedAt: hour(0),
        endedAt: hour(1),
        reopens: 0,
        excluded: null,
      },
    ]);
  });
});

describe('a window', () => {
  it('takes in what ended in it, its beginning included and its end not', () => {
    const answer = ask(
      [
        resolved('at 24', 0, 24),
        resolved('at 47', 0, 47),
        resolved('at 48', 30, 48),
        resolved('at 23', 0, 23),
      ],
      { window: week },
    );
    expect(answer.timeToResolve.contributions.map(({ incidentId }) => incidentId)).toEqual([
      'at 24',
      'at 47',
    ]);
  });

  it('places the first and the last resolve each by its own time', () => {
    const story = resolved('a', 0, 0, {
      milestones: { DECLARED: [hour(0)], RESOLVED: [hour(10), hour(30)] },
      reopens: 1,
    });
    expect(ask([story], { window: week })).toMatchObject({
      timeToResolve: { count: 1, meanSeconds: 30 * 3600, reopens: 1 },
      timeToFirstResolve: { count: 0, excluded: [] },
    });
  });

  it('may be open on either side', () => {
    const all = [resolved('early', 0, 1), resolved('late', 0, 90)];
    expect(ask(all, { window: { from: hour(24) } }).timeToResolve.contributions).toHaveLength(1);
    expect(ask(all, { window: { to: hour(24) } }).timeToResolve.contributions).toHaveLength(1);
    expect(ask(all, { window: null }).timeToResolve.contributions).toHaveLength(2);
  });

  it('is repeated in the answer, with the filter and its defaults', () => {
    expect(ask([], { window: { from: hour(24) } })).toMatchObject({
      window: { from: hour(24), to: null },
      filter: {
        services: null,
        teams: null,
        severities: null,
        environments: null,
        include: [],
        inferBlame: true,
        blameWindowHours: 24,
      },
    });
  });
});

describe('left out, with the reason,', () => {
  const excludedFrom = (story: IncidentFacts, question: Partial<MetricsQuestion> = {}) =>
    ask([story, resolved('counts', 24, 25)], question).timeToResolve.excluded;

  it.each([
    ['DRILL', 'DRILLS', { drill: true }],
    ['CANCELLED', 'CANCELLED', { status: 'CANCELLED' }],
    ['MERGED', 'MERGED', { status: 'MERGED' }],
  ] as const)('is what is %s, unless asked for', (reason, kind, known) => {
    const story = resolved('odd', 24, 30, known);
    expect(excludedFrom(story)).toEqual([{ reason, count: 1 }]);
    expect(ask([story], { filter: { include: [kind] } }).timeToResolve).toMatchObject({
      count: 1,
      meanSeconds: 6 * 3600,
      excluded: [],
    });
  });

  it('is a drill that was cancelled, once, and as a drill', () => {
    const story = resolved('odd', 24, 30, { drill: true, status: 'CANCELLED' });
    expect(excludedFrom(story)).toEqual([{ reason: 'DRILL', count: 1 }]);
    expect(excludedFrom(story, { filter: { include: ['DRILLS'] } })).toEqual([
      { reason: 'CANCELLED', count: 1 },
    ]);
  });

  it('is an end before its start, which is never averaged or taken for zero', () => {
    const answer = ask([resolved('backwards', 5, 3), resolved('counts', 0, 1)]);
    expect(answer.timeToResolve).toMatchObject({
      count: 1,
      meanSeconds: 3600,
      excluded: [{ reason: 'INVALID', count: 1 }],
    });
  });

  it('is an incident that is open again, until it is resolved again', () => {
    const reopened = resolved('a', 24, 30, { status: 'ACKNOWLEDGED', reopens: 1 });
    expect(ask([reopened])).toMatchObject({
      timeToResolve: { count: 0, meanSeconds: null, reopens: 0, excluded: [{ reason: 'PENDING', count: 1 }] },
      timeToFirstResolve: { count: 1, meanSeconds: 6 * 3600 },
    });
  });

  it('is a mitigation that was skipped, in the window in which the incident was resolved', () => {
    const story = resolved('a', 0, 30);
    const skipped = [{ reason: 'NOT_APPLICABLE', count: 1 }];
    expect(ask([story], { window: week }).timeToMitigate).toMatchObject({ count: 0, excluded: skipped });
    expect(ask([story], { window: { to: hour(24) } }).timeToMitigate.excluded).toEqual([]);
  });

  it('is what ran in the window and is not over yet', () => {
    const open = (declared: number) => incident({ milestones: { DECLARED: [hour(declared)] } });
    const pending = [{ reason: 'PENDING', count: 1 }];
    expect(excludedFrom(open(0), { window: week })).toEqual(pending);
    expect(excludedFrom(open(30), { window: week })).toEqual(pending);
    expect(excludedFrom(open(48), { window: week })).toEqual([]);
    expect(excludedFrom(open(0), { window: { from: hour(101) } })).toEqual([]);
  });
});

describe('a filter', () => {
  const both = [
    resolved('checkout', 0, 1, { severity: 'P0' }),
    resolved('search and mail', 0, 2, { severity: 'P2', services: ['search', 'mail'] }),
  ];
  const idsFor = (filter: MetricsQuestion['filter']) =>
    ask(both, { filter }).timeToResolve.contributions.map(({ incidentId }) => incidentId);

  it('by services takes in an incident that touches one of them, once', () => {
    expect(idsFor({ services: ['mail', 'search'] })).toEqual(['search and mail']);
    expect(idsFor({ services: [] })).toEqual([]);
  });

  it('by severities takes in those', () => {
    expect(idsFor({ severities: ['P0', 'P1'] })).toEqual(['checkout']);
  });

  it('does not list what it keeps out as left out', () => {
    expect(ask(both, { filter: { severities: ['P3'] } }).timeToResolve).toMatchObject({
      count: 0,
      excluded: [],
      contributions: [],
    });
  });

  it('that is null, or that leaves all fields null, keeps nothing out', () => {
    expect(idsFor(null)).toHaveLength(2);
    expect(idsFor({ services: null, severities: null, include: null })).toHaveLength(2);
  });
});
