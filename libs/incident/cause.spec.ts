import { describe, expect, it } from '@jest/globals';
import { amina, bela, minute } from '#decider/testing';
import type { IncidentCommand } from './incident.js';
import {
  aClosedIncident,
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
const finding = {
  category: 'CODE_CHANGE',
  description: 'The connection pool is never released',
  confidence: 'MEDIUM',
  deploymentId,
} as const;
const { deploymentId: _, ...findingWithoutBlame } = finding;
const identify = { type: 'IdentifyCause', data: finding } as const satisfies IncidentCommand;
const suspect = {
  type: 'IdentifyCause',
  data: { category: 'UNKNOWN', description: 'No idea yet', confidence: 'LOW' },
} as const satisfies IncidentCommand;
const withdraw = { type: 'WithdrawCause', data: { reason: 'The pool was fine' } } as const;

const anIncidentOfKnownCause = after(aDeclaredIncident, identify);

describe('identifying the cause', () => {
  it('records what, how sure, and the deployment to blame', () => {
    given(aDeclaredIncident)
      .when(identify)
      .then([{ type: 'CauseIdentified', data: finding }]);
    given(aDeclaredIncident)
      .when(identify, { by: bela })
      .leaves({
        cause: { ...finding, identifiedBy: bela, identifiedAt: minute(1) },
        blamedDeployments: [
          {
            deploymentId,
            byCause: true,
            reason: finding.description,
            blamedBy: bela,
            blamedAt: minute(1),
          },
        ],
      });
  });

  it('is a milestone when the cause becomes known', () => {
    given(aDeclaredIncident)
      .when(identify)
      .leaves({ milestones: { IDENTIFIED: [minute(1)] } });
    given(after(anIncidentOfKnownCause, withdraw))
      .when(identify)
      .leaves({ milestones: { IDENTIFIED: [minute(1), minute(3)] } });
  });

  it('is no milestone while it stays unknown, or is only named better', () => {
    expect(stateAfter(after(aDeclaredIncident, suspect))?.milestones).not.toHaveProperty('IDENTIFIED');
    given(anIncidentOfKnownCause)
      .when({ type: 'IdentifyCause', data: { ...finding, confidence: 'HIGH' } })
      .leaves({ milestones: { IDENTIFIED: [minute(1)] } });
  });

  it('takes the place of the cause before, and of its blame', () => {
    given(anIncidentOfKnownCause)
      .when(suspect)
      .leaves({
        cause: { ...suspect.data, deploymentId: null, identifiedBy: amina, identifiedAt: minute(2) },
        blamedDeployments: [],
      });
  });

  it('changes nothing where the same is known already', () => {
    given(anIncidentOfKnownCause).when(identify).changesNothing();
  });

  it('is possible on a resolved incident, and refused on one that is over', () => {
    given(aResolvedIncident).when(identify).succeeds();
    refusedWhenOver(identify);
  });
});

describe('withdrawing the cause', () => {
  it('records what is withdrawn, and takes its blame along', () => {
    given(anIncidentOfKnownCause)
      .when(withdraw)
      .then([{ type: 'CauseWithdrawn', data: { ...finding, ...withdraw.data } }]);
    given(anIncidentOfKnownCause).when(withdraw).leaves({ cause: null, blamedDeployments: [] });
  });

  it('does not clear the deployment that it named, which somebody can do', () => {
    const withdrawn = after(anIncidentOfKnownCause, withdraw);
    expect(stateAfter(withdrawn)?.clearedDeployments).toEqual([]);
    given(withdrawn)
      .when({ type: 'ClearDeployment', data: { deploymentId, reason: 'It was never live' } })
      .leaves({ clearedDeployments: [deploymentId] });
  });

  it('changes nothing where none is known', () => {
    given(aDeclaredIncident).when(withdraw).changesNothing();
  });

  it('stays possible when the incident is closed: it corrects', () => {
    given(after(anIncidentOfKnownCause, resolve, close))
      .when(withdraw)
      .leaves({ cause: null });
    given(aClosedIncident).when(withdraw).changesNothing();
  });
});

describe('the timeline of the cause', () => {
  it('says what it was taken for, and why no longer', () => {
    const story = after(aDeclaredIncident, { type: 'IdentifyCause', data: findingWithoutBlame });
    const deployment = { service: 'checkout', version: '8f3c1d', environment: 'production' };
    const named = { ...identify, data: { ...finding, confidence: 'HIGH', deployment } } as const;
    expect(wordsOf(after(continued(story, identify), named, identify, withdraw)).slice(1)).toEqual([
      'Cause identified: code change (medium confidence): The connection pool is never released',
      `Cause identified: code change (medium confidence): The connection pool is never released · deployment ${deploymentId} blamed`,
      'Cause identified: code change (high confidence): The connection pool is never released · deployment of checkout 8f3c1d to production blamed',
      `Cause identified: code change (medium confidence): The connection pool is never released · deployment ${deploymentId} blamed`,
      'Cause withdrawn: The pool was fine; it was given as code change (medium confidence): The connection pool is never released',
    ]);
  });
});
