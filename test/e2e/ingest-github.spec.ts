import { createHmac } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { payload } from '../payloads.js';
import { ask } from '../support/client.js';
import { codeOf, post, recording } from '../support/raw.js';
import { restartable } from '../support/restartable.js';

const { secret } = payload('github-signature') as { secret: string };
const service = restartable({ SITREP_GITHUB_SECRET: secret });

const signatureOf = (body: string): string =>
  `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;

const fromGitHub = (event: string, said: unknown, headers: Readonly<Record<string, string>> = {}) => {
  const body = JSON.stringify(said);
  return post(`${service.url}/ingest/github`, body, {
    'x-github-event': event,
    'x-github-delivery': '72d3162e-cc78-11e3-81ab-4c9367dc0958',
    'x-hub-signature-256': signatureOf(body),
    ...headers,
  });
};

describe('What GitHub posts', () => {
  const created = payload('github-deployment-created') as Record<'deployment' | 'repository', object>;
  const status = payload('github-deployment_status-created') as { deployment_status: object };
  const commit = 'f95f852bd8fca8fcc58a9a2d6c842781e32a215e';
  const deployed = {
    service: 'Hello-World',
    environment: 'production',
    version: commit,
    status: 'SUCCEEDED',
    commit,
    startedAt: '2019-05-15T15:20:53.000Z',
    finishedAt: '2019-05-15T15:20:55.000Z',
  };
  const deployments = () =>
    ask(
      service.url,
      '{ deployments { edges { node { service environment version status commit startedAt finishedAt } } } }',
    );

  it('is recorded as the deployment that it tells of', async () => {
    expect(await recording(service.url, () => fromGitHub('deployment', created))).toMatchObject({
      status: 200,
      body: { events: 1 },
      grew: true,
    });
    expect(await recording(service.url, () => fromGitHub('deployment_status', status))).toMatchObject({
      grew: true,
    });
    expect(await deployments()).toEqual({ deployments: { edges: [{ node: deployed }] } });
  });

  it('changes nothing when it is delivered again, and again after a restart', async () => {
    const deliver = async () => {
      const again = { status: 200, body: { events: 0 }, grew: false };
      expect(await recording(service.url, () => fromGitHub('deployment', created))).toEqual(again);
      expect(await recording(service.url, () => fromGitHub('deployment_status', status))).toEqual(again);
    };
    await deliver();
    await service.restart();
    await deliver();
  });

  it('is refused with a wrong signature, or none', async () => {
    const other = signatureOf('another body');
    for (const signature of [
      other,
      '',
      'sha1=abc',
      signatureOf(JSON.stringify(created)).replace('sha256=', ''),
    ]) {
      const { body, grew, status } = await recording(service.url, () =>
        fromGitHub('deployment', created, { 'x-hub-signature-256': signature }),
      );
      expect([status, body.errors?.[0]?.extensions['code'], grew]).toEqual([401, 'UNAUTHENTICATED', false]);
    }
  });

  it('is refused where it is no JSON, however rightly signed', async () => {
    const { body, header } = payload('github-signature') as { body: string; header: string };
    const answer = await post(`${service.url}/ingest/github`, body, {
      'x-github-event': 'deployment',
      'x-hub-signature-256': header,
    });
    expect([answer.status, codeOf(answer)]).toEqual([400, 'BAD_USER_INPUT']);
  });

  it.each([
    ['application/x-www-form-urlencoded', (said: string) => `payload=${encodeURIComponent(said)}`],
    ['text/plain', (said: string) => said],
    ['multipart/form-data; boundary=x', (said: string) => said],
  ])(
    'is refused as %s from the ping on, however rightly signed, and told to be set right',
    async (type, form) => {
      for (const [event, said] of [
        ['ping', { zen: 'Keep it logically awesome.' }],
        ['deployment_status', status],
      ] as const) {
        const sent = form(JSON.stringify(said));
        const {
          body,
          grew,
          status: answered,
        } = await recording(service.url, () =>
          post(`${service.url}/ingest/github`, sent, {
            'content-type': type,
            'x-github-event': event,
            'x-hub-signature-256': signatureOf(sent),
          }),
        );
        expect([answered, grew]).toEqual([400, false]);
        expect(body.errors?.[0]).toMatchObject({
          message: expect.stringContaining("set the webhook's content type to application/json"),
          extensions: { code: 'BAD_USER_INPUT', fields: [{ path: 'Content-Type' }] },
        });
      }
    },
  );

  it('is taken as JSON however its type is written', async () => {
    for (const type of ['application/json;charset=UTF-8', 'Application/JSON'])
      expect(await fromGitHub('ping', { zen: '' }, { 'content-type': type })).toMatchObject({ status: 200 });
  });

  it('is answered kindly where it says nothing of deployments', async () => {
    expect(
      await recording(service.url, () => fromGitHub('ping', { zen: 'Keep it logically awesome.' })),
    ).toMatchObject({
      status: 200,
      body: { events: 0 },
      grew: false,
    });
  });

  it('is refused where it tells of the future, as a wrong field', async () => {
    const ahead = { ...status, deployment_status: { state: 'success', created_at: '2999-01-01T00:00:00Z' } };
    const { body, grew } = await recording(service.url, () => fromGitHub('deployment_status', ahead));
    expect(grew).toBe(false);
    expect(body.errors?.[0]?.extensions).toMatchObject({
      code: 'BAD_USER_INPUT',
      fields: [{ path: 'deployment_status.created_at' }],
    });
  });

  it('has the same environment as what is recorded by hand, also one of 80 emoji, and no script as its address', async () => {
    const environment = '🚀'.repeat(80);
    const delivery = {
      deployment: { ...created.deployment, id: 7, environment, original_environment: environment },
      repository: { ...created.repository, html_url: 'javascript:alert(1)///' },
    };
    expect(await fromGitHub('deployment', delivery)).toMatchObject({ body: { events: 1 } });
    await ask(
      service.url,
      'mutation ($input: RecordDeploymentInput!) { recordDeployment(input: $input) { revision } }',
      { input: { service: 'Hello-World', environment, version: '2', outcome: 'SUCCEEDED' } },
    );
    const found = await ask(
      service.url,
      'query ($filter: DeploymentFilter!) { deployments(filter: $filter) { edges { node { commit url } } } }',
      { filter: { environments: [environment] } },
    );
    expect(found).toEqual({
      deployments: { edges: [{ node: { commit: null, url: null } }, { node: { commit, url: null } }] },
    });
  });

  it('is refused where it is not what GitHub sends', async () => {
    const { body, grew } = await recording(service.url, () =>
      fromGitHub('deployment', { deployment: { id: 'one' } }),
    );
    expect([body.errors?.[0]?.extensions['code'], grew]).toEqual(['BAD_USER_INPUT', false]);
  });
});
