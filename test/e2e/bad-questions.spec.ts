import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { codesOf, send } from '../support/client.js';
import { declare } from '../support/commands.js';
import { type HostedService, hostService } from '../support/hosted.js';

const nowhere = '00000000-0000-4000-8000-000000000000';

let service: HostedService;

beforeAll(async () => {
  service = await hostService();
  await declare(service.url, { title: 'One' });
});
afterAll(() => service.stop());

describe('A wrong question is refused', () => {
  it.each<[string, string, string]>([
    ['a made-up cursor', 'incidents(after: "made-up")', 'BAD_USER_INPUT'],
    ['a cursor of another list', 'incidents(after: "WyJYIiwxXQ")', 'BAD_USER_INPUT'],
    ['fewer than none', 'incidents(first: -1)', 'BAD_USER_INPUT'],
    ['more than a page holds', 'incidents(first: 101)', 'BAD_USER_INPUT'],
    ['more than there are numbers', 'incidents(first: 99999999999)', 'BAD_USER_INPUT'],
    ['the first and the last at once', 'incidents(first: 1, last: 1)', 'BAD_USER_INPUT'],
    ['a status that is none', 'incidents(filter: { status: [BROKEN] })', 'BAD_USER_INPUT'],
    ['a filter that is none', 'incidents(filter: { color: RED })', 'BAD_USER_INPUT'],
    ['a made-up position to be shown', 'incidents(minPosition: "made-up")', 'BAD_USER_INPUT'],
    ['a position beyond the end', 'incidents(minPosition: "9999999999999999")', 'BAD_USER_INPUT'],
  ])('%s', async (_, field, code) => {
    const answer = await send(service.url, `{ ${field} { totalCount } }`);
    expect(codesOf(answer)).toEqual([code]);
  });

  const many = Array.from({ length: 40_000 }, (_, index) => `name-${index}`);

  it.each([
    'incidents(filter: { services: $many }) { totalCount }',
    'incidents(filter: { roleHolder: { person: "" } }) { totalCount }',
    'followUps(filter: { owner: $many }) { totalCount }',
    'deployments(filter: { environments: $many }) { totalCount }',
    'alerts(filter: { sources: $many }) { totalCount }',
    'services(filter: { teams: $many }) { totalCount }',
    'stakeholders(filter: { services: $many }) { totalCount }',
    'metrics(filter: { services: $many }) { changeFailureRate { value } }',
    'metrics(filter: { blameWindowHours: -1 }) { changeFailureRate { value } }',
    'incident(id: "INC-1") { timeline(kinds: $many) { totalCount } }',
  ])('a filter that is more than can be looked for: %s', async (field) => {
    const query = field.includes('$many') ? `query ($many: [String!]) { ${field} }` : `{ ${field} }`;
    const answer = await send(service.url, query, { many });
    expect(codesOf(answer)).toEqual(['BAD_USER_INPUT']);
  });

  it('not for naming the same thing often', async () => {
    const severity = Array.from({ length: 40_000 }, () => 'P1');
    const query = `query ($severity: [Severity!]) { incidents(filter: { severity: $severity }) { totalCount } }`;
    expect(codesOf(await send(service.url, query, { severity }))).toEqual([]);
  });

  it('more of what is behind a number than a page holds', async () => {
    const query = '{ metrics { timeToResolve { incidents(first: 101) { totalCount } } } }';
    expect(codesOf(await send(service.url, query))).toEqual(['BAD_USER_INPUT']);
  });

  it.each(['log(after: "made-up")', 'log(after: "9999999999999999")', 'log(first: -1)', 'log(first: 1001)'])(
    '%s',
    async (field) => {
      const answer = await send(service.url, `{ ${field} { edges { cursor } } }`);
      expect(codesOf(answer)).toEqual(['BAD_USER_INPUT']);
    },
  );

  it.each(['incident(id: "INC-99")', `incident(id: "${nowhere}")`, 'deployment(id: "x")', 'alert(id: "")'])(
    'with null for what there is not: %s',
    async (field) => {
      const answer = await send<Record<string, null>>(service.url, `{ found: ${field} { id } }`);
      expect(answer.data).toEqual({ found: null });
    },
  );
});
