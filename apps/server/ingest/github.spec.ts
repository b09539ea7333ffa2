import { describe, expect, it } from '@jest/globals';
import { payload } from '../../../test/payloads.js';
import { readGitHub } from './github.js';
import { MalformedPayload } from './payload.js';

interface Recorded {
  deployment: Record<string, unknown>;
  deployment_status: Record<string, unknown>;
  [field: string]: unknown;
}

const created = () => payload('github-deployment-created') as Recorded;
const status = () => payload('github-deployment_status-created') as Recorded;

/** The recorded status with another state, or other fields of the status or its deployment. */
function withStatus(changes: Record<string, unknown>, deployment: Record<string, unknown> = {}): Recorded {
  const delivery = status();
  Object.assign(delivery.deployment_status, changes);
  Object.assign(delivery.deployment, deployment);
  return delivery;
}

function deploymentOf(event: string, body: unknown) {
  const delivery = readGitHub(event, body);
  return 'deployment' in delivery ? delivery.deployment : undefined;
}

function wrongFields(event: string, body: unknown) {
  try {
    readGitHub(event, body);
  } catch (error) {
    if (error instanceof MalformedPayload) return error.fields.map(({ path }) => path);
    throw error;
  }
  return [];
}

const sha = 'f95f852bd8fca8fcc58a9a2d6c842781e32a215e';

describe('A delivery of GitHub', () => {
  it('of a deployment says that it started', () => {
    expect(deploymentOf('deployment', created())).toEqual({
      key: 'github:Codertocat/Hello-World:145988746',
      outcome: 'STARTED',
      service: 'Hello-World',
      environment: 'production',
      version: sha,
      commit: sha,
      url: `https://github.com/Codertocat/Hello-World/commit/${sha}`,
      occurredAt: '2019-05-15T15:20:53.000Z',
    });
  });

  it('of its success names the same deployment', () => {
    const succeeded = deploymentOf('deployment_status', status());
    expect(succeeded).toMatchObject({ outcome: 'SUCCEEDED', occurredAt: '2019-05-15T15:20:55.000Z' });
    expect(succeeded?.key).toBe(deploymentOf('deployment', created())?.key);
  });

  it.each([
    ['in_progress', 'STARTED'],
    ['success', 'SUCCEEDED'],
    ['failure', 'FAILED'],
    ['error', 'FAILED'],
  ])('of the state %s says %s', (state, outcome) => {
    expect(deploymentOf('deployment_status', withStatus({ state }))?.outcome).toBe(outcome);
  });

  it.each(['pending', 'queued', 'waiting', 'inactive'])(
    'of the state %s has nothing to record, and says why',
    (state) => {
      expect(readGitHub('deployment_status', withStatus({ state }))).toEqual({
        nothingToRecord: `The state ${state} of a deployment changes nothing.`,
      });
    },
  );

  it('of another event has nothing to record', () => {
    expect(readGitHub('ping', { zen: 'Keep it logically awesome.' })).toHaveProperty('nothingToRecord');
  });

  it.each([
    ['an object', { service: 'checkout' }],
    ['an object of any names', { service: 'checkout', constructor: 'acme' }],
    ['JSON in a string', '{"service":"checkout"}'],
  ])('takes the service from what the deployment was created with, as %s', (_, given) => {
    expect(deploymentOf('deployment_status', withStatus({}, { payload: given }))?.service).toBe('checkout');
  });

  it.each(['', 'not JSON', '[]', 'null', { service: 7 }])(
    'is of the repository where that says nothing: %j',
    (given) => {
      expect(deploymentOf('deployment_status', withStatus({}, { payload: given }))?.service).toBe(
        'Hello-World',
      );
    },
  );

  it('takes a ref that reads like a version for the version', () => {
    const deployed = deploymentOf('deployment_status', withStatus({}, { ref: 'v1.4.0' }));
    expect(deployed).toMatchObject({ version: 'v1.4.0', commit: sha });
  });

  it('keeps to the environment that the deployment was created for', () => {
    const renamed = withStatus({ environment: 'production-eu' }, { environment: 'production-eu' });
    expect(deploymentOf('deployment_status', renamed)?.environment).toBe('production');
    const older = withStatus({}, { original_environment: undefined });
    expect(deploymentOf('deployment_status', older)?.environment).toBe('production');
  });

  it('cuts what it names, as long as mutations take it', () => {
    const long = (letter: string) => letter.repeat(300);
    const cut = (letter: string, most: number) => `${letter.repeat(most - 1)}…`;
    const named = { original_environment: long('e'), payload: { service: long('s') }, ref: `1.${long('0')}` };
    expect(deploymentOf('deployment_status', withStatus({}, named))).toMatchObject({
      service: cut('s', 100),
      environment: cut('e', 100),
      version: `1.${cut('0', 198)}`,
      commit: sha,
    });
    const rockets = deploymentOf(
      'deployment_status',
      withStatus({}, { original_environment: '🚀'.repeat(101) }),
    );
    expect(rockets?.environment).toBe(cut('🚀', 100));
    const delivery = status();
    const repository = Object.assign({}, delivery['repository'], { name: long('r') });
    const unnamed = { ...delivery, repository };
    expect(deploymentOf('deployment_status', unnamed)?.service).toBe(cut('r', 100));
  });

  it('links the log of the deployment', () => {
    const deployed = deploymentOf(
      'deployment_status',
      withStatus({ log_url: 'https://ci.example.com/1', target_url: 'https://ci.example.com' }),
    );
    expect(deployed?.url).toBe('https://ci.example.com/1');
  });

  it('links nothing that is no address of the web', () => {
    const scripted = { log_url: 'javascript:alert(1)', target_url: '//ci.example.com' };
    expect(deploymentOf('deployment_status', withStatus(scripted))?.url).toBe(
      `https://github.com/Codertocat/Hello-World/commit/${sha}`,
    );
    const one = { ...scripted, target_url: 'https://ci.example.com' };
    expect(deploymentOf('deployment_status', withStatus(one))?.url).toBe('https://ci.example.com');
  });

  it('links no page of the commit either where the repository has none on the web', () => {
    const repository = { name: 'r', full_name: 'o/r', html_url: 'javascript:alert(1)///' };
    expect(deploymentOf('deployment', { ...created(), repository })).not.toHaveProperty('url');
    expect(deploymentOf('deployment_status', { ...status(), repository })).not.toHaveProperty('url');
  });

  it('is refused where it tells of the future, with every such time', () => {
    const ahead = { created_at: '2999-01-01T00:00:00Z' };
    expect(wrongFields('deployment', withStatus({}, ahead))).toEqual(['deployment.created_at']);
    expect(wrongFields('deployment_status', withStatus(ahead))).toEqual(['deployment_status.created_at']);
    expect(wrongFields('deployment_status', withStatus(ahead, ahead))).toEqual([
      'deployment.created_at',
      'deployment_status.created_at',
    ]);
  });

  it('is taken where the clock of GitHub is a little ahead', () => {
    const ahead = withStatus({ created_at: '2019-05-15T15:20:55Z' });
    expect(readGitHub('deployment_status', ahead, '2019-05-15T15:20:00Z')).toHaveProperty('deployment');
  });

  it('is refused where nothing says what it is, so that no news is lost unseen', () => {
    expect(wrongFields('', created())).toEqual(['X-GitHub-Event']);
  });

  it('is refused with every wrong field at once', () => {
    const delivery = withStatus({ state: 'perhaps', created_at: 'now' }, { id: 'x', sha: '' });
    expect(wrongFields('deployment_status', { ...delivery, repository: undefined }).sort()).toEqual([
      'deployment.id',
      'deployment.sha',
      'deployment_status.created_at',
      'deployment_status.state',
      'repository',
    ]);
  });

  it.each([
    null,
    'text',
    7,
    [],
    {},
    { deployment: 'x' },
    { deployment: [], repository: {} },
    { ...withStatus({}), deployment: [] },
  ])('is refused when it is %j', (body) => {
    expect(wrongFields('deployment', body)).not.toEqual([]);
    expect(wrongFields('deployment_status', body)).not.toEqual([]);
  });
});
