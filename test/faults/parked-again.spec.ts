import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openEventLog } from '#event-log';
import { anEvent } from '#event-log/testing';
import { flawedViews } from '#views/testing';
import { ask, send } from '../support/client.js';
import { command, declare, headOf, issueKey } from '../support/commands.js';
import { type HostedService, hostService } from '../support/hosted.js';
import { newDataDir } from '../support/service.js';
import { logUrl } from './recorded.js';
import { viewsFileIn } from './views-rows.js';

const worse = { severity: 'P0', reason: 'It spreads' };
const query = `mutation ($input: RetryParkedStreamInput!) {
  retryParkedStream(input: $input) { stream position }
}`;

describe('A stream that an earlier version had to park', () => {
  const dataDir = newDataDir();
  let service: HostedService;
  /** The incidents, of which all have an event that the earlier version could not take. */
  let open: string;
  let restricted: string;
  let broken: string;
  /** May do everything but see restricted incidents. */
  let others: string;
  let respondent: string;

  beforeAll(async () => {
    service = await hostService({ dataDir });
    const { url } = service;
    open = (await declare(url)).incident.id;
    restricted = (await declare(url, { visibility: 'RESTRICTED' })).incident.id;
    broken = (await declare(url)).incident.id;
    for (const incidentId of [open, restricted, broken])
      await command(url, 'changeSeverity', { incidentId, ...worse });
    others = (await issueKey(url, ['read', 'admin', 'audit'])).secret;
    respondent = (await issueKey(url, ['read', 'respond', 'audit', 'restricted'])).secret;
    await service.stop();
    const log = await openEventLog(logUrl(dataDir));
    await log.append(`incident-${broken}`, 1, [anEvent('RoleAssigned', { role: null, person: ['nobody'] })]);
    await log.close();
    rmSync(viewsFileIn(dataDir));
    await flawedViews(dataDir, logUrl(dataDir), 'SeverityChanged');
    service = await hostService({ dataDir });
  });
  afterAll(async () => {
    await service.stop();
    rmSync(dataDir, { recursive: true });
  });

  const retry = (id: string, key?: string) =>
    send(service.url, query, { input: { stream: `incident-${id}` } }, key);
  const refusedWith = async (id: string, key?: string) => (await retry(id, key)).errors?.[0]?.extensions;
  const parked = async () => {
    const { status } = await ask<{ status: { parkedStreams: { stream: string }[] } }>(
      service.url,
      '{ status { parkedStreams { stream position type recordedAt error } } }',
    );
    return status.parkedStreams;
  };
  const severityOf = async (id: string, key?: string) => {
    const { incident } = await ask<{ incident: { severity: string } }>(
      service.url,
      'query ($id: ID!) { incident(id: $id) { severity } }',
      { id },
      key,
    );
    return incident.severity;
  };

  it('takes the scope admin', async () => {
    expect(await refusedWith(open, respondent)).toMatchObject({ code: 'FORBIDDEN' });
  });

  it('is not told from one that is nowhere, where it is of an incident and the key may not see all', async () => {
    const wordsOf = async (id: string) => JSON.stringify(await retry(id, others)).replaceAll(id, '');
    const nowhere = '00000000-0000-4000-8000-000000000000';
    expect(await refusedWith(nowhere, others)).toMatchObject({ code: 'NOT_FOUND' });
    for (const id of [open, restricted]) expect(await wordsOf(id)).toBe(await wordsOf(nowhere));
    expect((await parked()).map(({ stream }) => stream)).toEqual(
      [open, restricted, broken].map((id) => `incident-${id}`),
    );
  });

  it('is refused with every wrong field where there can be none of the name', async () => {
    for (const stream of ['   ', 'x'.repeat(1001), '\ud83d']) {
      const answer = await send(service.url, query, { input: { stream } });
      expect(answer.errors?.[0]?.extensions).toMatchObject({
        code: 'BAD_USER_INPUT',
        fields: [{ path: 'input.stream' }],
      });
    }
  });

  it('is hidden by who restricts it meanwhile, and shown by who opens it', async () => {
    const change = (visibility: string) =>
      command(service.url, 'changeVisibility', { incidentId: open, visibility, reason: 'Customer data' });
    const found = async (key: string) => {
      const { incidents } = await ask<{ incidents: { edges: { node: { id: string } }[] } }>(
        service.url,
        '{ incidents(first: 10) { edges { node { id } } } }',
        {},
        key,
      );
      return incidents.edges.some(({ node }) => node.id === open);
    };
    expect([await found(others), await found(respondent)]).toEqual([true, true]);
    await change('RESTRICTED');
    expect([await found(others), await found(respondent)]).toEqual([false, true]);
    await change('ORGANIZATION');
    expect([await found(others), await found(respondent)]).toEqual([true, true]);
  });

  it('is taken in when it is tried again, and records nothing', async () => {
    const head = await headOf(service.url);
    expect(await severityOf(open)).toBe('P1');
    expect((await retry(open)).data).toEqual({
      retryParkedStream: { stream: `incident-${open}`, position: head },
    });
    expect(await severityOf(open)).toBe('P0');
    expect(await severityOf(open, others)).toBe('P0');
    expect((await retry(restricted)).errors).toBeUndefined();
    expect(await refusedWith(open)).toMatchObject({ code: 'NOT_FOUND' });
    expect(await headOf(service.url)).toBe(head);
  });

  it('goes on from there, and shows what is written to it', async () => {
    const { revision } = await command(service.url, 'acknowledgeIncident', { incidentId: open });
    const { incident } = await ask<{ incident: object }>(
      service.url,
      'query ($id: ID!) { incident(id: $id) { revision status timeline(first: 10) { totalCount } } }',
      { id: open },
    );
    expect(incident).toEqual({
      revision,
      status: 'ACKNOWLEDGED',
      timeline: { totalCount: revision + 1 },
    });
  });

  it('is told by which event it is parked still, as the status tells it', async () => {
    const { code, ...told } = (await refusedWith(broken)) ?? {};
    expect([code, told['type']]).toEqual(['STILL_PARKED', 'RoleAssigned']);
    expect(await parked()).toEqual([told]);
    expect(await severityOf(broken)).toBe('P0');
  });

  it('is tried again beside other mutations, each of which stands by itself', async () => {
    const both = `mutation ($input: RetryParkedStreamInput!) {
      retryParkedStream(input: $input) { stream }
      registerService(input: { name: "checkout" }) { revision }
    }`;
    const { data } = await send<object>(service.url, both, { input: { stream: `incident-${broken}` } });
    expect(data).toEqual({ retryParkedStream: null, registerService: { revision: 0 } });
  });
});
