import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ask, mutate } from '../support/client.js';
import { alarm, command, declare, deploy, issueKey } from '../support/commands.js';
import { type HostedService, hostService } from '../support/hosted.js';
import { timelineOf } from '../support/timeline.js';

const released = { service: 'checkout', version: '8f3c1d' };

let service: HostedService;

beforeAll(async () => {
  service = await hostService();
});
afterAll(() => service.stop());

const asked = async (question: string, key?: string) =>
  ask<Record<string, unknown>>(service.url, `{ ${question} }`, {}, key);

describe('A UUID in capital letters', () => {
  it('is that of the same deployment', async () => {
    const id = await deploy(service.url, { ...released, outcome: 'STARTED' });
    expect(await deploy(service.url, { ...released, deploymentId: id.toUpperCase() })).toBe(id);
    expect(
      await asked(`deployment(id: "${id.toUpperCase()}") { status } deployments { totalCount }`),
    ).toEqual({
      deployment: { status: 'SUCCEEDED' },
      deployments: { totalCount: 1 },
    });
  });

  it.each([
    ['blameDeployment', {}, 'Deployment of checkout 8f3c1d to production blamed'],
    [
      'identifyCause',
      { category: 'CODE_CHANGE', description: 'A leak' },
      'Cause identified: code change (medium confidence): A leak · deployment of checkout 8f3c1d to production blamed',
    ],
  ])('blames the same deployment by %s, which the numbers count', async (mutation, input, text) => {
    const id = await deploy(service.url, { ...released, key: mutation });
    const { incident } = await declare(service.url);
    await command(service.url, mutation, {
      incidentId: incident.id.toUpperCase(),
      deploymentId: id.toUpperCase(),
      ...input,
    });
    expect((await timelineOf(service.url, incident.id)).at(-1)?.text).toBe(text);
    const { metrics } = await ask<{ metrics: { changeFailureRate: { deployments: object } } }>(
      service.url,
      '{ metrics { changeFailureRate { deployments { edges { node { deploymentId failed } } } } } }',
    );
    expect(JSON.stringify(metrics)).toContain(JSON.stringify({ deploymentId: id, failed: true }));
  });

  it('is that of the same incident where a deployment repairs it', async () => {
    const { incident } = await declare(service.url);
    const id = await deploy(service.url, { ...released, incidentId: incident.id.toUpperCase() });
    expect(await asked(`deployment(id: "${id}") { incidentId }`)).toEqual({
      deployment: { incidentId: incident.id },
    });
  });

  it('is that of the same alert', async () => {
    const id = await alarm(service.url, {
      source: 'grafana',
      key: 'a',
      title: 'Errors',
      startsAt: '2026-03-01T09:00:00Z',
    });
    expect(await asked(`alert(id: "${id.toUpperCase()}") { title }`)).toEqual({ alert: { title: 'Errors' } });
    const { incident } = await declare(service.url, { alerts: [id.toUpperCase()] });
    expect(await asked(`incident(id: "${incident.id}") { alerts { id } }`)).toEqual({
      incident: { alerts: [{ id }] },
    });
  });

  it('is that of the same stakeholder', async () => {
    const { stakeholder } = await mutate<{ stakeholder: { id: string } }>(
      service.url,
      'registerStakeholder',
      { name: 'The bank', power: 'HIGH', interest: 'HIGH', channels: [] },
      'stakeholder { id }',
    );
    expect(await asked(`stakeholder(id: "${stakeholder.id.toUpperCase()}") { name }`)).toEqual({
      stakeholder: { name: 'The bank' },
    });
  });

  it('makes the same key a member of a restricted incident, and takes that away', async () => {
    const { id, secret } = await issueKey(service.url, ['read']);
    const restricted = { visibility: 'RESTRICTED', members: [id.toUpperCase()] };
    const { incident } = await declare(service.url, restricted);
    const seen = () => asked(`incident(id: "${incident.id}") { members }`, secret);
    expect(await seen()).toEqual({ incident: { members: [id] } });
    const incidentId = incident.id;
    const change = { incidentId, removeMembers: [id.toUpperCase()], reason: 'Left the team' };
    await command(service.url, 'changeVisibility', change);
    expect(await seen()).toEqual({ incident: null });
  });
});
