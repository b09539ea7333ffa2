import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ask, subscribe, take, webSocketClient } from '../support/client.js';
import { command, declare } from '../support/commands.js';
import { historyOf } from '../support/history.js';
import { type HostedService, hostService } from '../support/hosted.js';
import { guideOperations } from './operations.js';

const operations = guideOperations()
  .filter(({ guide }) => guide === 'docs/replay.md')
  .map(({ operation }) => operation);
const [byWhom = '', watching = '', history = ''] = operations;

let service: HostedService;
let start: string;

beforeAll(async () => {
  service = await hostService();
  const { url } = service;
  start = (await declare(url)).position;
  await command(url, 'changeSeverity', {
    incidentId: 'INC-1',
    severity: 'P0',
    reason: 'Orders are being lost',
  });
  const note = { incidentId: 'INC-1', kind: 'ACTION', body: 'Restarted it', onBehalfOf: 'amina@example.com' };
  await command(url, 'recordNote', note);
});
afterAll(() => service.stop());

describe('The guide to replay', () => {
  it('has three operations', () => {
    expect(operations).toHaveLength(3);
  });

  it('finds what keys did', async () => {
    const { log } = await ask<{ log: { edges: { node: { type: string } }[] } }>(service.url, byWhom);
    expect(log.edges.map(({ node }) => node.type)).toEqual([
      'IncidentDeclared',
      'SeverityChanged',
      'NoteRecorded',
    ]);
  });

  it('watches what was done for somebody', async () => {
    const client = webSocketClient(service.url);
    const values = subscribe<{ log: { type: string } }>(client, watching.replace('…', start));
    expect((await take(values, 1)).map(({ log }) => log.type)).toEqual(['NoteRecorded']);
    await client.dispose();
  });

  it('shows the change that it tells of', async () => {
    const { incidentHistory } = await ask<{ incidentHistory: { edges: object[] } }>(service.url, history);
    expect(incidentHistory.edges).toHaveLength(3);
    const [, changed] = await historyOf(service.url, 'INC-1');
    expect(changed?.changes).toContainEqual({ op: 'REPLACE', path: '/severity', before: 'P1', after: 'P0' });
  });
});
