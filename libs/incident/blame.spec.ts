import { describe, expect, it } from '@jest/globals';
import { amina, minute } from '#decider/testing';
import type { IncidentCommand } from './incident.js';
import {
  aDeclaredIncident,
  aResolvedIncident,
  after,
  close,
  continued,
  given,
  refusedWhenOver,
  resolve,
  stateAfter,
  wordsOf,
} from './testing/situations.js';

const deploymentId = 'c1f7d7a4-1f53-5f0e-9a3d-0a4f3d0f2b77';
const blame = {
  type: 'BlameDeployment',
  data: { deploymentId, reason: 'Errors began with it' },
} as const satisfies IncidentCommand;
const clear = { type: 'ClearDeployment', data: { deploymentId, reason: 'It was never live' } } as const;
const identify = {
  type: 'IdentifyCause',
  data: { category: 'CODE_CHANGE', description: 'A leak', confidence: 'HIGH', deploymentId },
} as const satisfies IncidentCommand;
const withdraw = { type: 'WithdrawCause', data: { reason: 'No leak' } } as const;

const anIncidentWithBlame = after(aDeclaredIncident, blame);

describe('blaming a deployment', () => {
  it('is recorded with the reason', () => {
    given(aDeclaredIncident)
      .when(blame)
      .then([{ type: 'DeploymentBlamed', data: blame.data }]);
    given(aDeclaredIncident)
      .when(blame)
      .leaves({
        blamedDeployments: [
          {
            deploymentId,
            byCause: false,
            reason: 'Errors began with it',
            blamedBy: amina,
            blamedAt: minute(1),
          },
        ],
      });
  });

  it('can be done of several, each once', () => {
    const both = stateAfter(
      after(anIncidentWithBlame, identify, { type: 'BlameDeployment', data: { deploymentId: 'another' } }),
    );
    expect(both?.blamedDeployments.map((blamed) => blamed.deploymentId)).toEqual([deploymentId, 'another']);
  });

  it('changes nothing where it is blamed already', () => {
    given(anIncidentWithBlame).when(blame).changesNothing();
  });

  it('outlives the cause that named the same deployment', () => {
    for (const blamedBoth of [
      after(anIncidentWithBlame, identify),
      after(aDeclaredIncident, identify, blame),
    ])
      given(blamedBoth)
        .when(withdraw)
        .leaves({
          blamedDeployments: [expect.objectContaining({ deploymentId, byCause: false }) as never],
        });
  });

  it('is possible on a resolved incident, and refused on one that is over', () => {
    given(aResolvedIncident).when(blame).succeeds();
    refusedWhenOver(blame);
  });
});

describe('clearing a deployment', () => {
  it('withdraws the blame', () => {
    given(anIncidentWithBlame)
      .when(clear)
      .then([{ type: 'DeploymentCleared', data: clear.data }]);
    given(anIncidentWithBlame).when(clear).leaves({ blamedDeployments: [] });
  });

  it('withdraws it from the cause as well', () => {
    const cleared = stateAfter(after(aDeclaredIncident, identify, clear));
    expect(cleared).toMatchObject({ blamedDeployments: [], cause: { deploymentId: null } });
  });

  it('leaves a cause alone that names another deployment', () => {
    const other = { ...identify, data: { ...identify.data, deploymentId: 'another' } };
    const cleared = stateAfter(after(anIncidentWithBlame, other, clear));
    expect(cleared).toMatchObject({
      blamedDeployments: [{ deploymentId: 'another' }],
      cause: { deploymentId: 'another' },
    });
  });

  it('of what nobody blamed rules it out', () => {
    given(aDeclaredIncident)
      .when(clear)
      .leaves({ blamedDeployments: [], clearedDeployments: [deploymentId] });
  });

  it('changes nothing where it is cleared already', () => {
    given(after(aDeclaredIncident, clear)).when(clear).changesNothing();
  });

  it('is undone by blaming it again', () => {
    given(after(anIncidentWithBlame, clear)).when(blame).leaves({ clearedDeployments: [] });
  });

  it('is possible again when a cause names it after all', () => {
    const cleared = stateAfter(after(aDeclaredIncident, clear, identify, clear));
    expect(cleared).toMatchObject({ blamedDeployments: [], clearedDeployments: [deploymentId] });
  });

  it('stays possible when the incident is closed: it corrects', () => {
    given(after(anIncidentWithBlame, resolve, close))
      .when(clear)
      .leaves({ blamedDeployments: [] });
  });

  it('is told with the blame', () => {
    expect(wordsOf(continued(anIncidentWithBlame, clear)).slice(1)).toEqual([
      `Deployment ${deploymentId} blamed: Errors began with it`,
      `Deployment ${deploymentId} cleared of blame: It was never live`,
    ]);
  });

  it('is told by what was deployed, where that is known', () => {
    const deployment = { service: 'checkout', version: '8f3c1d', environment: 'production' };
    const named = after(
      aDeclaredIncident,
      { ...blame, data: { ...blame.data, deployment } },
      { ...clear, data: { ...clear.data, deployment } },
    );
    expect(wordsOf(named).slice(1)).toEqual([
      'Deployment of checkout 8f3c1d to production blamed: Errors began with it',
      'Deployment of checkout 8f3c1d to production cleared of blame: It was never live',
    ]);
  });
});
