import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ask, codesOf, send } from '../support/client.js';
import { command, declare } from '../support/commands.js';
import { type HostedService, hostService } from '../support/hosted.js';

const at = (time: string): string => `2024-03-05T${time}:00.000Z`;
const day = { from: '2024-03-05T00:00:00Z', to: '2024-03-06T00:00:00Z' };

let service: HostedService;
let incidentId: string;

beforeAll(async () => {
  service = await hostService();
  const { incident } = await declare(service.url, {
    title: 'Checkout fails in EU',
    services: ['checkout'],
    tags: ['eu'],
    detectedBy: 'MONITORING',
    impactStartedAt: at('09:50'),
    occurredAt: at('10:00'),
  });
  incidentId = incident.id;
});
afterAll(() => service.stop());

const then = (mutation: string, time: string, input: object) =>
  command(service.url, mutation, { incidentId, occurredAt: at(time), ...input });

async function refused(mutation: string, input: object) {
  const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input!`;
  const query = `mutation ($input: ${type}) { ${mutation}(input: $input) { revision } }`;
  const answer = await send(service.url, query, { input: { incidentId, ...input } });
  return { code: codesOf(answer)[0], ...answer.errors?.[0] };
}

const incident = async <Shown>(selection: string): Promise<Shown> =>
  (await ask<{ incident: Shown }>(service.url, `{ incident(id: "INC-1") { ${selection} } }`)).incident;

describe('Mitigating over the API', () => {
  const shown = () =>
    incident<{ mitigations: { id: string; kind: string }[] }>(
      'status mitigations { id kind status startedAt endedAt remark overrideReason easyThingsUntried startedBy { name } endedBy { name } }',
    );
  const idOf = async (kind: string) =>
    (await shown()).mitigations.find((mitigation) => mitigation.kind === kind)?.id ?? '';

  it('acknowledges, reminds of the easy things, and keeps one change at a time', async () => {
    const started = await then('startMitigation', '10:05', {
      kind: 'CODE_FIX',
      description: 'Close connections that the pool forgets',
    });
    expect(started).toMatchObject({
      incident: { status: 'ACKNOWLEDGED' },
      events: [{ type: 'MitigationStarted' }, { type: 'IncidentAcknowledged' }],
    });
    const rollback = { kind: 'ROLLBACK', description: 'Back to 41a7c2' };
    const { code, extensions, message } = await refused('startMitigation', rollback);
    expect([code, extensions?.['rule']]).toEqual(['RULE_VIOLATION', 'MITIGATION_IN_PROGRESS']);
    expect(message).toContain('Close connections that the pool forgets');
    await then('startMitigation', '10:06', { ...rollback, overrideReason: 'The fix takes an hour' });
    await then('verifyMitigation', '10:09', {
      mitigationId: await idOf('ROLLBACK'),
      outcome: 'WORKED',
      observation: 'Errors fell to none',
    });
    await then('abandonMitigation', '10:10', {
      mitigationId: await idOf('CODE_FIX'),
      reason: 'The rollback came first',
    });
    expect((await shown()).mitigations).toMatchObject([
      { kind: 'CODE_FIX', status: 'ABANDONED', easyThingsUntried: true, endedAt: at('10:10') },
      {
        kind: 'ROLLBACK',
        status: 'WORKED',
        startedAt: at('10:06'),
        endedAt: at('10:09'),
        remark: 'Errors fell to none',
        overrideReason: 'The fix takes an hour',
      },
    ]);
  });

  it('is on the timeline', async () => {
    const kinds =
      '["MitigationStarted", "MitigationVerified", "MitigationAbandoned", "IncidentAcknowledged"]';
    const { timeline } = await incident<{ timeline: { edges: { node: { text: string } }[] } }>(
      `timeline(kinds: ${kinds}) { edges { node { text } } }`,
    );
    expect(timeline.edges.map(({ node }) => node.text)).toEqual([
      'Code fix started: Close connections that the pool forgets · reminder: easy things first, no rollback, failover, feature flag or cache was tried',
      'Acknowledged by starting a mitigation',
      'Rollback started: Back to 41a7c2 · beside another change by override: The fix takes an hour',
      'Rollback worked (Back to 41a7c2): Errors fell to none',
      'Code fix abandoned (Close connections that the pool forgets): The rollback came first',
    ]);
  });
});

describe('Impact over the API', () => {
  interface Shown {
    readonly impacts: readonly { readonly id: string }[];
    readonly milestones: readonly { readonly milestone: string; readonly occurrences: readonly string[] }[];
  }
  const shown = () =>
    incident<Shown>(
      'impacts { id service level from until corrections { previous { level from } reason } retraction { reason } } milestones { milestone occurrences }',
    );
  const ofImpact = async () =>
    Object.fromEntries(
      (await shown()).milestones
        .filter(({ milestone }) => milestone.startsWith('IMPACT'))
        .map(({ milestone, occurrences }) => [milestone, occurrences]),
    );

  it('sets when the impact began and, once all of it has ended, when that was', async () => {
    await then('recordImpact', '10:12', { service: 'checkout', level: 'MAJOR_OUTAGE', from: at('09:47') });
    await then('recordImpact', '10:12', { service: 'search', level: 'DEGRADED' });
    const [checkout, search] = (await shown()).impacts.map(({ id }) => id);
    await then('endImpact', '10:15', { impactId: checkout });
    expect(await ofImpact()).toEqual({ IMPACT_STARTED: [at('09:47')] });
    await then('endImpact', '10:14', { impactId: search });
    expect(await ofImpact()).toEqual({ IMPACT_STARTED: [at('09:47')], IMPACT_ENDED: [at('10:15')] });
    await then('correctImpact', '10:20', { impactId: checkout, goesOn: true, reason: 'Norway still fails' });
    expect(await ofImpact()).toEqual({ IMPACT_STARTED: [at('09:47')] });
    await then('correctImpact', '10:40', {
      impactId: checkout,
      level: 'PARTIAL_OUTAGE',
      from: at('09:55'),
      until: at('10:30'),
      reason: 'By the graphs',
    });
    // What the declaration said is earlier than all windows by now.
    expect(await ofImpact()).toEqual({ IMPACT_STARTED: [at('09:50')], IMPACT_ENDED: [at('10:30')] });
    await then('withdrawImpact', '10:41', { impactId: search, reason: 'Seen on staging' });
    expect((await shown()).impacts).toMatchObject([
      { level: 'PARTIAL_OUTAGE', from: at('09:55'), until: at('10:30'), retraction: null },
      { service: 'search', retraction: { reason: 'Seen on staging' } },
    ]);
  });

  it('is refused with what to do instead', async () => {
    const again = { service: 'checkout', level: 'PARTIAL_OUTAGE', from: at('10:00') };
    const { extensions } = await refused('recordImpact', again);
    expect(extensions).toMatchObject({ code: 'RULE_VIOLATION', rule: 'IMPACT_OVERLAPS' });
    const [one] = (await shown()).impacts;
    const both = { impactId: one?.id, goesOn: true, until: at('11:00'), reason: 'Neither' };
    expect(await refused('correctImpact', both)).toMatchObject({ code: 'BAD_USER_INPUT' });
  });
});

describe('Links over the API', () => {
  it('are added and removed', async () => {
    const target = { kind: 'WAR_ROOM', url: 'https://meet.example.com/inc-1', title: 'War room' };
    await then('addLink', '10:02', target);
    const { links } = await incident<{ links: { id: string }[] }>('links { id kind url title }');
    expect(links).toMatchObject([target]);
    await then('removeLink', '10:50', { linkId: links[0]?.id });
    expect(await incident('links { id }')).toEqual({ links: [] });
  });

  it.each(['javascript:alert(1)', 'ftp://example.com', 'example.com', '/relative'])(
    'lead nowhere but to http and https addresses: not to %s',
    async (url) => {
      expect(await refused('addLink', { kind: 'TICKET', url, title: 'Ticket' })).toMatchObject({
        code: 'BAD_USER_INPUT',
        extensions: { fields: [{ path: 'input.url' }] },
      });
    },
  );
});

describe('Details over the API', () => {
  const found = async (tags: readonly string[]) => {
    const query = 'query ($tags: [String!]) { incidents(filter: { tags: $tags }) { totalCount } }';
    const { incidents } = await ask<{ incidents: { totalCount: number } }>(service.url, query, { tags });
    return incidents.totalCount;
  };

  it('are changed, and incidents found by their tags', async () => {
    expect([await found(['eu']), await found(['card']), await found([])]).toEqual([1, 0, 0]);
    await then('changeDetails', '10:55', { title: 'Checkout fails', tags: ['card', 'norway'] });
    expect(await incident('title tags services')).toEqual({
      title: 'Checkout fails',
      tags: ['card', 'norway'],
      services: ['checkout'],
    });
    expect([await found(['eu']), await found(['eu', 'card'])]).toEqual([0, 1]);
  });

  it('take a reason where they move every number', async () => {
    const { extensions } = await refused('changeDetails', { drill: true });
    expect(extensions).toMatchObject({ rule: 'DRILL_WITHOUT_REASON' });
  });
});

describe('Correcting a milestone over the API', () => {
  const meanSeconds = async () => {
    const query = `query ($window: Window!) { metrics(window: $window) {
      timeToResolve { meanSeconds } timeToDetect { meanSeconds } } }`;
    return (await ask<{ metrics: object }>(service.url, query, { window: day })).metrics;
  };

  it('moves the numbers and shows the time before', async () => {
    await then('resolveIncident', '11:00', { resolution: 'Rolled back' });
    expect(await meanSeconds()).toEqual({
      timeToResolve: { meanSeconds: 3600 }, // 10:00 to 11:00
      timeToDetect: { meanSeconds: 600 }, // 09:50 to 10:00
    });
    await then('correctMilestone', '11:30', {
      milestone: 'RESOLVED',
      at: at('10:30'),
      reason: 'By the chat',
    });
    await then('correctMilestone', '11:30', {
      milestone: 'DETECTED',
      at: at('09:55'),
      reason: 'By the chat',
    });
    expect(await meanSeconds()).toEqual({
      timeToResolve: { meanSeconds: 1800 }, // 10:00 to 10:30
      timeToDetect: { meanSeconds: 300 }, // 09:50 to 09:55
    });
    const { milestones } = await incident<{ milestones: { milestone: string }[] }>(
      'milestones { milestone last corrections { occurrence previousAt reason } }',
    );
    expect(milestones.find(({ milestone }) => milestone === 'RESOLVED')).toEqual({
      milestone: 'RESOLVED',
      last: at('10:30'),
      corrections: [{ occurrence: 1, previousAt: at('11:00'), reason: 'By the chat' }],
    });
  });

  it('takes an exercise out of the numbers as soon as it is called one', async () => {
    await then('changeDetails', '11:40', { drill: true, reason: 'Game day of the payments team' });
    expect(await meanSeconds()).toEqual({
      timeToResolve: { meanSeconds: null },
      timeToDetect: { meanSeconds: null },
    });
  });
});
