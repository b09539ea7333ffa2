import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { codesOf, send } from '../support/client.js';
import { command, declare, headOf } from '../support/commands.js';
import { type HostedService, hostService } from '../support/hosted.js';

const nowhere = '00000000-0000-4000-8000-000000000000';
const notThere = { code: 'NOT_FOUND' };
/** A zero width space, and a variation of nothing. */
const unseen = '\u200b\ufe0f';
const inTheFuture = '2999-01-01T00:00:00Z';

let service: HostedService;
let head: string;

beforeAll(async () => {
  service = await hostService();
  const { url } = service;
  await declare(url, { title: 'One', services: ['checkout'] });
  await declare(url, { title: 'Other' });
  const noted = { kind: 'ACTION', body: 'Restarted it' };
  await command(url, 'recordNote', { incidentId: 'INC-1', ...noted, idempotencyKey: 'restarted' });
  await command(url, 'resolveIncident', { incidentId: 'INC-2', resolution: 'It went away' });
  head = await headOf(url);
});
afterAll(() => service.stop());

/** Whatever is refused, the log holds nothing of it. */
afterEach(async () => {
  expect(await headOf(service.url)).toBe(head);
});

const mutation = (name: string) =>
  `mutation ($input: ${name.charAt(0).toUpperCase()}${name.slice(1)}Input!) { ${name}(input: $input) { revision } }`;

describe('A wrong input is refused with BAD_USER_INPUT and what is wrong with it', () => {
  const title = 'Checkout fails';
  const incidentId = 'INC-1';
  const told = { incidentId, audience: 'PUBLIC', body: 'We look into it' };
  const reworded = { incidentId, updateId: nowhere, body: 'We know why' };
  const tried = { incidentId, kind: 'RESTART', description: 'All of them' };
  const noted = { incidentId, kind: 'ACTION', body: 'Restarted it' };

  it.each<[string, string, object, RegExp]>([
    ['an unknown field', 'declareIncident', { title, severity: 'P1', colour: 'red' }, /colour/],
    ['a value that is not in the enum', 'declareIncident', { title, severity: 'P9' }, /P9/],
    ['a missing field', 'declareIncident', { title }, /severity/],
    ['a field of another type', 'declareIncident', { title: 5, severity: 'P1' }, /title/],
    ['an empty title', 'declareIncident', { title: '', severity: 'P1' }, /title/],
    ['a blank title', 'declareIncident', { title: ' \t ', severity: 'P1' }, /title/],
    ['a title without a visible character', 'declareIncident', { title: unseen, severity: 'P1' }, /title/],
    ['a service without one', 'declareIncident', { title, severity: 'P1', services: [unseen] }, /services/],
    ['a title of two lines', 'declareIncident', { title: 'a\nb', severity: 'P1' }, /title/],
    ['a long title', 'declareIncident', { title: 'x'.repeat(201), severity: 'P1' }, /title/],
    ['half a character', 'declareIncident', { title: 'Fire \ud83d', severity: 'P1' }, /title: has half/],
    [
      'half a character in a list',
      'declareIncident',
      { title, severity: 'P1', services: ['\udd25'] },
      /services/,
    ],
    ['half a character in a person', 'recordNote', { ...noted, onBehalfOf: '\ud83dx' }, /onBehalfOf/],
    [
      'half a character in the name of a label',
      'recordAlert',
      { source: 'a', key: 'b', title, startsAt: '2024-03-05T10:00:00Z', labels: { '\ud83d': 'c' } },
      /its name has half/,
    ],
    ['an empty text', 'recordNote', { ...noted, body: '' }, /body/],
    ['a text without a visible character', 'recordNote', { ...noted, body: unseen }, /body/],
    ['an empty reason to speak for others', 'publishUpdate', { ...told, overrideReason: '' }, /Reason/],
    ['a blank one', 'publishUpdate', { ...told, overrideReason: ' \n ' }, /Reason/],
    ['one without a visible character', 'publishUpdate', { ...told, overrideReason: unseen }, /Reason/],
    ['an empty reason to reword', 'correctUpdate', { ...reworded, overrideReason: '' }, /Reason/],
    ['an empty reason to change two things', 'startMitigation', { ...tried, overrideReason: '' }, /Reason/],
    ['an empty reason for a drill', 'changeDetails', { incidentId, drill: true, reason: '' }, /reason/],
    ['an empty summary of a close', 'closeIncident', { incidentId: 'INC-2', summary: '' }, /summary/],
    ['a text of 900 kB', 'recordNote', { ...noted, body: 'x'.repeat(900_000) }, /body/],
    ['a time without an offset', 'recordNote', { ...noted, occurredAt: '2024-03-05T10:00:00' }, /DateTime/],
    ['a day that there is not', 'recordNote', { ...noted, occurredAt: '2024-02-30T10:00:00Z' }, /DateTime/],
    ['a time that is a number', 'recordNote', { ...noted, occurredAt: 1709632800 }, /DateTime/],
    ['a time before year 0', 'recordNote', { ...noted, occurredAt: '0000-01-01T00:00:00+01:00' }, /DateTime/],
    ['a time after 9999', 'recordNote', { ...noted, occurredAt: '9999-12-31T23:59:59-01:00' }, /DateTime/],
    ['a negative revision', 'recordNote', { ...noted, expectedRevision: -1 }, /expectedRevision/],
    ['a revision that is no whole number', 'recordNote', { ...noted, expectedRevision: 0.5 }, /Int/],
    ['an empty idempotency key', 'recordNote', { ...noted, idempotencyKey: '' }, /idempotencyKey/],
    ['a key without scopes', 'issueApiKey', { name: 'Useless', scopes: [] }, /scopes/],
    ['a service that is no slug', 'registerService', { name: 'Check Out' }, /name/],
    [
      'an address that is a script',
      'recordDeployment',
      { service: 'a', environment: 'b', version: 'c', outcome: 'SUCCEEDED', url: 'javascript:alert(1)' },
      /url/,
    ],
    [
      'an address without a protocol',
      'recordDeployment',
      { service: 'a', environment: 'b', version: 'c', outcome: 'SUCCEEDED', url: 'ci' },
      /url/,
    ],
    ['an alert that is no UUID', 'declareIncident', { title, severity: 'P1', alerts: ['the one'] }, /alerts/],
    [
      'a version to blame in place of a deployment',
      'blameDeployment',
      { incidentId: 'INC-1', deploymentId: 'v42' },
      /UUID/,
    ],
  ])('such as %s', async (_, name, input, about) => {
    const { errors = [] } = await send(service.url, mutation(name), { input });
    expect(codesOf({ errors })).toEqual(['BAD_USER_INPUT']);
    expect(errors[0]?.message).toMatch(about);
    const fields = errors[0]?.extensions?.['fields'] as { path: string }[];
    expect(fields[0]?.path).toMatch(/^input/);
  });

  it('with every wrong field at once', async () => {
    const input = { title: '', summary: 'x'.repeat(10_001), severity: 'P1', services: ['', 'ok'] };
    const { errors = [] } = await send(service.url, mutation('declareIncident'), { input });
    const fields = errors[0]?.extensions?.['fields'] as { path: string }[];
    expect(new Set(fields.map(({ path }) => path))).toEqual(
      new Set(['input.title', 'input.summary', 'input.services']),
    );
  });
});

describe('What the domain does not allow is refused', () => {
  it.each<[string, string, object, object]>([
    [
      'a date in the future',
      'declareIncident',
      { title: 'Soon', severity: 'P1', occurredAt: inTheFuture },
      { code: 'RULE_VIOLATION', rule: 'IN_THE_FUTURE' },
    ],
    [
      'an impact that begins in the future',
      'declareIncident',
      { title: 'Soon', severity: 'P1', impactStartedAt: inTheFuture },
      { code: 'RULE_VIOLATION', rule: 'IN_THE_FUTURE' },
    ],
    [
      'a deployment that finished in the future',
      'recordDeployment',
      { service: 'a', environment: 'b', version: 'c', outcome: 'SUCCEEDED', finishedAt: inTheFuture },
      { code: 'RULE_VIOLATION', rule: 'IN_THE_FUTURE' },
    ],
    [
      'closing what is open',
      'closeIncident',
      { incidentId: 'INC-1' },
      { code: 'RULE_VIOLATION', rule: 'INCIDENT_NOT_RESOLVED' },
    ],
    [
      'acknowledging what is resolved',
      'acknowledgeIncident',
      { incidentId: 'INC-2' },
      { code: 'RULE_VIOLATION', rule: 'INCIDENT_RESOLVED' },
    ],
    [
      'an update that promises the next one for the past',
      'publishUpdate',
      { incidentId: 'INC-1', audience: 'INTERNAL', body: 'So', nextUpdateDueAt: '2000-01-01T00:00:00Z' },
      { code: 'RULE_VIOLATION', rule: 'NEXT_UPDATE_NOT_LATER' },
    ],
    ['an incident that does not exist', 'acknowledgeIncident', { incidentId: nowhere }, notThere],
    ['a reference that does not exist', 'acknowledgeIncident', { incidentId: 'INC-99' }, notThere],
    ['an id that is none', 'acknowledgeIncident', { incidentId: "'; DROP TABLE" }, notThere],
    ['an unknown alert', 'declareIncident', { title: 'A', severity: 'P1', alerts: [nowhere] }, notThere],
    ['an alert that does not exist', 'attachAlert', { incidentId: 'INC-1', alertId: nowhere }, notThere],
    ['a key that does not exist', 'revokeApiKey', { apiKeyId: nowhere, reason: 'Gone' }, notThere],
    [
      'a stale revision',
      'acknowledgeIncident',
      { incidentId: 'INC-1', expectedRevision: 0 },
      { code: 'CONFLICT', expectedRevision: 0, actualRevision: 1 },
    ],
    [
      'a revision that is not yet',
      'acknowledgeIncident',
      { incidentId: 'INC-1', expectedRevision: 7 },
      { code: 'CONFLICT', expectedRevision: 7, actualRevision: 1 },
    ],
    [
      'a used idempotency key with another input',
      'recordNote',
      { incidentId: 'INC-1', kind: 'ACTION', body: 'Something else', idempotencyKey: 'restarted' },
      { code: 'IDEMPOTENCY_MISMATCH' },
    ],
    [
      'a used idempotency key with another time',
      'recordNote',
      {
        incidentId: 'INC-1',
        kind: 'ACTION',
        body: 'Restarted it',
        idempotencyKey: 'restarted',
        occurredAt: '2024-03-05T10:00:00Z',
      },
      { code: 'IDEMPOTENCY_MISMATCH' },
    ],
    [
      'a used idempotency key on another incident',
      'recordNote',
      { incidentId: 'INC-2', kind: 'ACTION', body: 'Restarted it', idempotencyKey: 'restarted' },
      { code: 'IDEMPOTENCY_MISMATCH' },
    ],
    [
      'a used idempotency key for another command',
      'declareIncident',
      { title: 'New', severity: 'P1', idempotencyKey: 'restarted' },
      { code: 'IDEMPOTENCY_MISMATCH' },
    ],
  ])('%s', async (_, name, input, extensions) => {
    const { errors = [] } = await send(service.url, mutation(name), { input });
    expect(errors.map((error) => error.extensions)).toEqual([extensions]);
  });
});
