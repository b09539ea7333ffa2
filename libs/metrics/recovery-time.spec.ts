import { describe, expect, it } from '@jest/globals';
import type { DeploymentFacts, IncidentFacts } from './facts.js';
import { measure } from './metrics.js';
import type { MetricsQuestion } from './question.js';
import { deployment, hour, resolved } from './testing/facts.js';

const recovery = (
  deployments: readonly DeploymentFacts[],
  incidents: readonly IncidentFacts[],
  question: Partial<MetricsQuestion> = {},
) => measure({ incidents, deployments }, { now: hour(100), ...question }).failedDeploymentRecoveryTime;
const ended = (...asked: Parameters<typeof recovery>) => recovery(...asked).contributions[0];

const bad = deployment('bad', 10);
const rolledBack = deployment('bad', 10, { rolledBackAt: hour(12) });
const blaming = (id: string, end: number, known?: Partial<IncidentFacts>) =>
  resolved(id, 11, end, { blamedDeployments: ['bad'], ...known });
const open = (id: string) => blaming(id, 0, { status: 'ACKNOWLEDGED', reopens: 1 });

describe('failed deployment recovery time', () => {
  it('ends with the rollback', () => {
    expect(ended([rolledBack], [])).toMatchObject({ seconds: 2 * 3600, recoveredBy: 'ROLLBACK' });
  });

  it('ends with the last resolve of all incidents that blame the deployment', () => {
    const incidents = [blaming('a', 13), blaming('b', 15), blaming('c', 14)];
    expect(ended([bad], incidents)).toMatchObject({ seconds: 5 * 3600, recoveredBy: 'RESOLVE' });
  });

  it('ends with the earlier of the two', () => {
    expect(ended([rolledBack], [blaming('a', 13)])).toMatchObject({
      endedAt: hour(12),
      recoveredBy: 'ROLLBACK',
    });
    expect(ended([rolledBack], [blaming('a', 11.5)])).toMatchObject({
      endedAt: hour(11.5),
      recoveredBy: 'RESOLVE',
    });
  });

  it('counts the last resolve of an incident that was reopened', () => {
    const reopened = blaming('a', 0, {
      milestones: { DECLARED: [hour(11)], RESOLVED: [hour(12), hour(16)] },
      reopens: 1,
    });
    expect(ended([bad], [reopened])).toMatchObject({ seconds: 6 * 3600 });
  });

  it('is pending while an incident that blames it is open, unless it was rolled back', () => {
    expect(recovery([bad], [blaming('a', 13), open('b')])).toMatchObject({
      count: 0,
      meanSeconds: null,
      excluded: [{ reason: 'PENDING', count: 1 }],
    });
    expect(ended([rolledBack], [open('a')])).toMatchObject({ state: 'RECORDED', recoveredBy: 'ROLLBACK' });
  });

  it('is invalid, and not averaged, where it was over before the deployment finished', () => {
    expect(recovery([bad], [resolved('a', 8, 9, { blamedDeployments: ['bad'] })])).toMatchObject({
      count: 0,
      excluded: [{ reason: 'INVALID', count: 1 }],
    });
  });

  it('does not wait for an incident that will never be resolved', () => {
    const filter = { include: ['CANCELLED'] } as const;
    const cancelled = blaming('a', 0, { status: 'CANCELLED', milestones: { DECLARED: [hour(11)] } });
    expect(ended([bad], [cancelled, blaming('b', 13)], { filter })).toMatchObject({ seconds: 3 * 3600 });
    expect(recovery([bad], [cancelled], { filter }).excluded).toEqual([
      { reason: 'NOT_APPLICABLE', count: 1 },
    ]);
  });

  it('takes in the deployments that finished in the window, and that the change failure rate calls failed', () => {
    const deployments = [bad, deployment('good', 20), deployment('late', 40, { rolledBackAt: hour(41) })];
    const window = { to: hour(30) };
    const incidents = [resolved('a', 11, 50)];
    expect(recovery(deployments, incidents, { window })).toMatchObject({ count: 1, meanSeconds: 40 * 3600 });
    expect(recovery(deployments, incidents, { window, filter: { inferBlame: false } })).toMatchObject({
      count: 0,
      meanSeconds: null,
    });
  });

  it('says which incidents were left out, and does not wait for them', () => {
    const drill = open('drill');
    expect(recovery([bad], [{ ...drill, drill: true }, blaming('a', 13)])).toMatchObject({
      count: 1,
      meanSeconds: 3 * 3600,
      excluded: [{ reason: 'DRILL', count: 1 }],
    });
  });

  it('is aggregated over deployments', () => {
    // 2 h, and 5 h: mean 3.5 h, p90 2 + 0.9 × 3 = 4.7 h
    const deployments = [rolledBack, deployment('other', 30, { rolledBackAt: hour(35) })];
    expect(recovery(deployments, [])).toMatchObject({
      count: 2,
      meanSeconds: 12_600,
      p90Seconds: 16_920,
      maxSeconds: 18_000,
      rule: 'fdrt/1',
    });
  });
});
