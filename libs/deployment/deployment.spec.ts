import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  type AnyData,
  anyTime,
  keepsTheLaws,
  readsItsGoldenFiles,
  minute,
  specification,
  storyId,
} from '#decider/testing';
import { deployments } from './deployment.js';
import type { DeploymentCommand } from './progress.js';
import { type Report, purposes } from './report.js';
import { deploymentRules } from './rules.js';

const { given, after, stateAfter, wordsOf } = specification(deployments);

const report = { service: 'checkout', environment: 'production', version: '8f3c1d' };
const known = {
  id: storyId,
  ...report,
  commit: null,
  commits: [],
  url: null,
  purpose: 'PLANNED',
  incidentId: null,
  startedAt: null,
} as const;
const start = { type: 'StartDeployment', data: report } as const;
const succeed = { type: 'SucceedDeployment', data: report } as const;
const fail = { type: 'FailDeployment', data: { ...report, reason: 'Health check timed out' } } as const;
const rollBack = { type: 'RollBackDeployment', data: { ...report, reason: 'Error rate 4 %' } } as const;

const aStartedDeployment = after([], start);
const aSucceededDeployment = after(aStartedDeployment, succeed);
const aFailedDeployment = after(aStartedDeployment, fail);
const aRolledBackDeployment = after(aSucceededDeployment, rollBack);

describe('a deployment', () => {
  it('starts', () => {
    given([])
      .when(start)
      .then([{ type: 'DeploymentStarted', data: { ...known, startedAt: minute(0) } }]);
    expect(stateAfter(aStartedDeployment)).toStrictEqual({
      ...known,
      startedAt: minute(0),
      status: 'STARTED',
      outcome: null,
      finishedAt: null,
      failureReason: null,
      rolledBackAt: null,
      rollbackReason: null,
    });
  });

  it('succeeds', () => {
    given(aStartedDeployment)
      .when(succeed)
      .leaves({ status: 'SUCCEEDED', outcome: 'SUCCEEDED', startedAt: minute(0), finishedAt: minute(1) });
  });

  it('fails', () => {
    given(aStartedDeployment)
      .when(fail)
      .leaves({ status: 'FAILED', finishedAt: minute(1), failureReason: 'Health check timed out' });
  });

  it('is rolled back', () => {
    given(aSucceededDeployment)
      .when(rollBack)
      .leaves({
        status: 'ROLLED_BACK',
        outcome: 'SUCCEEDED',
        finishedAt: minute(1),
        rolledBackAt: minute(2),
        rollbackReason: 'Error rate 4 %',
      });
  });

  it('is rolled back while it runs, or after it failed, which does not make it one that reached users', () => {
    given(aStartedDeployment).when(rollBack).leaves({ status: 'ROLLED_BACK', outcome: null });
    given(aFailedDeployment).when(rollBack).leaves({ status: 'ROLLED_BACK', outcome: 'FAILED' });
  });
});

describe('a deployment first heard of', () => {
  it('when it succeeded is known by that', () => {
    given([])
      .when({ ...succeed, data: { ...report, startedAt: minute(-3) } })
      .leaves({ status: 'SUCCEEDED', startedAt: minute(-3), finishedAt: minute(0) });
  });

  it('when it failed is known by that', () => {
    given([])
      .when(fail)
      .leaves({ status: 'FAILED', startedAt: null, finishedAt: minute(0) });
  });

  it('when it was rolled back is known by that', () => {
    given([])
      .when(rollBack)
      .leaves({ status: 'ROLLED_BACK', finishedAt: null, rolledBackAt: minute(0) });
  });

  it('cannot be of the future', () => {
    given([])
      .when({ ...succeed, data: { ...report, startedAt: minute(5) } })
      .refuses('IN_THE_FUTURE');
  });
});

describe('late news of a deployment', () => {
  it('of its start or its end completes what is known, and leaves it at the furthest stage', () => {
    given(after([], rollBack))
      .when(succeed, { at: minute(-10) })
      .leaves({ status: 'ROLLED_BACK', outcome: 'SUCCEEDED', finishedAt: minute(-10) });
    given(after([], succeed))
      .when(start, { at: minute(-10) })
      .leaves({ status: 'SUCCEEDED', startedAt: minute(-10) });
  });

  it.each([
    ['its start', start],
    ['its success', succeed],
    ['its rollback', rollBack],
  ])('of %s changes nothing where that is known', (_, command) => {
    given(aRolledBackDeployment).when(command).changesNothing();
  });

  it('of its failure changes nothing where that is known', () => {
    given(aFailedDeployment).when(fail).changesNothing();
  });
});

describe('reports that contradict each other', () => {
  it('of a success after a failure are refused: a further attempt is another deployment', () => {
    given(aFailedDeployment)
      .when(succeed)
      .refuses('DEPLOYMENT_FAILED', /of its own/);
  });

  it('of a failure after a success are refused: it reached users', () => {
    given(aSucceededDeployment)
      .when(fail)
      .refuses('DEPLOYMENT_SUCCEEDED', /blameDeployment/);
    given(aRolledBackDeployment).when(fail).refuses('DEPLOYMENT_SUCCEEDED');
  });

  it.each([{ service: 'search' }, { environment: 'staging' }, { version: '8f3c1e' }])(
    'are refused where they are about something else: %j',
    (other) => {
      given(aStartedDeployment)
        .when({ ...succeed, data: { ...report, ...other } })
        .refuses('DEPLOYMENT_DIFFERS', /^This is the deployment of checkout 8f3c1d to production\./);
    },
  );
});

describe('what a deployment is', () => {
  const commits = [{ sha: '8f3c1d0', committedAt: minute(-60) }];

  it('is gathered from all reports', () => {
    given(after([], { ...start, data: { ...report, commits, url: 'https://ci.example.com/runs/1' } }))
      .when({ ...succeed, data: { ...report, commit: '8f3c1d0' } })
      .then([
        {
          type: 'DeploymentSucceeded',
          data: {
            ...known,
            commits,
            commit: '8f3c1d0',
            url: 'https://ci.example.com/runs/1',
            startedAt: minute(0),
          },
        },
      ]);
  });

  it('is remediation where it names an incident to repair, or says so', () => {
    const remedies = (rest: Partial<Report>) =>
      stateAfter(after(aStartedDeployment, { ...succeed, data: { ...report, ...rest } }));
    expect(remedies({ incidentId: 'incident-1' })).toMatchObject({
      purpose: 'REMEDIATION',
      incidentId: 'incident-1',
    });
    expect(remedies({ purpose: 'REMEDIATION' })).toMatchObject({ purpose: 'REMEDIATION', incidentId: null });
    expect(remedies({})).toMatchObject({ purpose: 'PLANNED' });
  });
});

it('is told', () => {
  expect(wordsOf(aRolledBackDeployment)).toEqual([
    'Deployment of checkout 8f3c1d to production started',
    'Deployment of checkout 8f3c1d to production succeeded',
    'Deployment of checkout 8f3c1d to production rolled back: Error rate 4 %',
  ]);
  const remedial = { ...fail, data: { ...report, incidentId: 'incident-1' } };
  expect(wordsOf(after([], remedial))).toEqual([
    'Remedial deployment of checkout 8f3c1d to production failed',
  ]);
});

const anyReport = {
  service: fc.constantFrom('checkout', 'search'),
  environment: fc.constant('production'),
  version: fc.constant('8f3c1d'),
  commit: fc.string(),
  commits: fc.array(fc.record({ sha: fc.string(), committedAt: anyTime })),
  url: fc.string(),
  purpose: fc.constantFrom(...purposes),
  incidentId: fc.string(),
  startedAt: anyTime,
};
const requiredKeys = ['service', 'environment', 'version'] as const;
const withReason = fc.record({ ...anyReport, reason: fc.string() }, { requiredKeys: [...requiredKeys] });
const withoutReason = fc.record(anyReport, { requiredKeys: [...requiredKeys] });
const anyData: AnyData<DeploymentCommand> = {
  StartDeployment: withoutReason,
  SucceedDeployment: withoutReason,
  FailDeployment: withReason,
  RollBackDeployment: withReason,
};
keepsTheLaws(deployments, deploymentRules, anyData, Object.keys(anyData) as DeploymentCommand['type'][]);

readsItsGoldenFiles(deployments, 'libs/deployment/golden', 'DeploymentStarted');
