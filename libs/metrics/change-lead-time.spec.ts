import { describe, expect, it } from '@jest/globals';
import { askingOfDeployments } from './testing/asking.js';
import { deployment, hour } from './testing/facts.js';

const leadTime = askingOfDeployments('changeLeadTime');
const commit = (sha: string, committed: number) => ({ sha, committedAt: hour(committed) });

describe('change lead time', () => {
  it('is that of each commit, from its time to the finish of the deployment', () => {
    // a: 10 h, b: 4 h, c: 1 h. The mean is 5 h, the median 4 h, p90 4 + 0.8 × 6 = 8.8 h.
    const deployments = [
      deployment('one', 10, { commits: [commit('a', 0), commit('b', 6)] }),
      deployment('two', 20, { commits: [commit('c', 19)] }),
    ];
    expect(leadTime(deployments)).toMatchObject({
      count: 3,
      meanSeconds: 5 * 3600,
      p50Seconds: 4 * 3600,
      p90Seconds: 31_680,
      maxSeconds: 10 * 3600,
      excluded: [],
      rule: 'lead-time/1',
    });
  });

  it('has no value without the times of commits, and lists the deployment as left out', () => {
    expect(leadTime([deployment('one', 10)])).toMatchObject({
      count: 0,
      meanSeconds: null,
      excluded: [{ reason: 'NOT_APPLICABLE', count: 1 }],
      contributions: [{ deploymentId: 'one', sha: null, state: 'NOT_APPLICABLE' }],
    });
  });

  it('of a commit from after the deployment is invalid, and never averaged', () => {
    const deployments = [deployment('one', 10, { commits: [commit('a', 11), commit('b', 9)] })];
    expect(leadTime(deployments)).toMatchObject({
      count: 1,
      meanSeconds: 3600,
      excluded: [{ reason: 'INVALID', count: 1 }],
    });
  });

  it('counts the deployments of the window that reached production', () => {
    const commits = [commit('a', 0)];
    const deployments = [
      deployment('inside', 10, { commits }),
      deployment('failed', 11, { commits, outcome: 'FAILED' }),
      deployment('staged', 12, { commits, environment: 'staging' }),
      deployment('running', 13, {
        commits,
        outcome: null,
        finishedAt: null,
        startedAt: hour(13),
      }),
      deployment('after', 20, { commits }),
    ];
    expect(leadTime(deployments, { window: { from: hour(10), to: hour(20) } })).toMatchObject({
      count: 1,
      meanSeconds: 10 * 3600,
      excluded: [
        { reason: 'NOT_PRODUCTION', count: 1 },
        { reason: 'IN_PROGRESS', count: 1 },
        { reason: 'NEVER_REACHED_PRODUCTION', count: 1 },
      ],
    });
  });

  it('counts a commit once that a deployment names twice', () => {
    expect(leadTime([deployment('one', 10, { commits: [commit('a', 0), commit('a', 0)] })])).toMatchObject({
      count: 1,
    });
  });
});
