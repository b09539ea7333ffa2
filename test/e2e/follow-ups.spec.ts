import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { acting, eventsOf } from '../support/acting.js';
import { ask } from '../support/client.js';
import { issueKey } from '../support/commands.js';
import { allPages, page } from '../support/pages.js';
import { type HostedService, hostService } from '../support/hosted.js';

/** In March of 2024. */
const at = (day: number, time = '10:00'): string => `2024-03-${String(day).padStart(2, '0')}T${time}:00.000Z`;
const farOff = '2999-01-01T00:00:00.000Z';

let service: HostedService;
const { declared, refusalOf, say } = acting(() => service.url);
/** May do everything but see restricted incidents. */
let others: string;

beforeAll(async () => {
  service = await hostService();
  others = (await issueKey(service.url, ['read', 'respond', 'audit'])).secret;
});
afterAll(() => service.stop());

describe('Follow-ups', () => {
  let open: string;
  let closed: string;
  let hidden: string;

  const followUpsOf = async (id: string) => {
    const { incident } = await ask<{ incident: { followUps: { id: string; title: string }[] } }>(
      service.url,
      '{ incident(id: "' + id + '") { followUps { id title status owner dueAt firstDueAt overdue } } }',
    );
    return incident.followUps;
  };
  const idOf = async (id: string, title: string) =>
    (await followUpsOf(id)).find((followUp) => followUp.title === title)?.id ?? '';

  beforeAll(async () => {
    open = await declared({ title: 'Checkout fails', services: ['checkout'], occurredAt: at(4) });
    closed = await declared({ title: 'Search is slow', services: ['search'], occurredAt: at(4) });
    hidden = await declared({ title: 'Files leaked', visibility: 'RESTRICTED', occurredAt: at(4) });
    await say(closed, 'resolveIncident', { resolution: 'Scaled up', occurredAt: at(5) });
    await say(closed, 'closeIncident', { occurredAt: at(5) });
    const add = (id: string, title: string, input: object) =>
      say(id, 'addFollowUp', { title, occurredAt: at(6), ...input });
    await add(open, 'Alert on errors', { owner: 'amina@example.com', dueAt: at(13) });
    await add(open, 'Split the monolith', { kind: 'LONG_TERM', dueAt: farOff });
    await add(closed, 'Tune the cache', { owner: 'bela@example.com', dueAt: at(12), kind: 'TECH_DEBT' });
    await add(closed, 'Write a runbook', {});
    await add(hidden, 'Tell the regulator', { owner: 'amina@example.com', dueAt: at(11) });
  });

  const listed = async (args: string, key?: string) => {
    const { edges, totalCount } = await page<{ title: string }>(
      service.url,
      'followUps',
      `first: 50${args}`,
      'title',
      key,
    );
    expect(totalCount).toBe(edges.length);
    return edges.map(({ node }) => node.title);
  };

  it('are added to an incident, also after it was closed, and shown with it', async () => {
    expect(await followUpsOf(closed)).toMatchObject([
      { title: 'Tune the cache', status: 'OPEN', owner: 'bela@example.com', dueAt: at(12), overdue: true },
      { title: 'Write a runbook', owner: null, dueAt: null, overdue: false },
    ]);
  });

  it('are listed across incidents, what is due first at the head', async () => {
    expect(await listed('')).toEqual([
      'Tell the regulator',
      'Tune the cache',
      'Alert on errors',
      'Split the monolith',
      'Write a runbook',
    ]);
  });

  it('of a restricted incident are hidden, and not counted', async () => {
    const visible = ['Tune the cache', 'Alert on errors', 'Split the monolith', 'Write a runbook'];
    expect(await listed('', others)).toEqual(visible);
    expect(await listed(', filter: { owner: ["amina@example.com"] }', others)).toEqual(['Alert on errors']);
    expect(await listed(`, filter: { incident: "${hidden}" }`, others)).toEqual([]);
    expect(await listed(`, filter: { incident: "${hidden}" }`)).toEqual(['Tell the regulator']);
  });

  it.each([
    [
      'those that are late',
      '{ overdue: true, service: ["checkout", "search"] }',
      ['Tune the cache', 'Alert on errors'],
    ],
    ['those that are not', '{ overdue: false }', ['Split the monolith', 'Write a runbook']],
    ['those of somebody', '{ owner: ["bela@example.com"] }', ['Tune the cache']],
    ['those of a kind', '{ kind: [LONG_TERM] }', ['Split the monolith']],
    ['those of a service', '{ service: ["search"] }', ['Tune the cache', 'Write a runbook']],
    [
      'those due before some time',
      `{ dueBefore: "${at(12, '11:00')}", service: ["search"] }`,
      ['Tune the cache'],
    ],
    ['those that are closed', '{ open: false }', []],
  ])('are filtered: %s', async (_, filter, titles) => {
    expect(await listed(`, filter: ${filter}`)).toEqual(titles);
  });

  it('are paged stably in another order', async () => {
    const nodes = await allPages<{ title: string; incident: { reference: string } }>(
      service.url,
      'followUps',
      {
        args: ', orderBy: { field: ADDED_AT, direction: DESC }',
        node: 'title incident { reference }',
        size: 2,
      },
    );
    expect(nodes.map(({ incident }) => incident.reference)).toEqual([hidden, closed, closed, open, open]);
  });

  it('are reassigned, completed and dropped, which the timeline tells', async () => {
    const followUpId = await idOf(open, 'Alert on errors');
    await say(open, 'reassignFollowUp', { followUpId, owner: 'bela@example.com', dueAt: farOff });
    await say(open, 'completeFollowUp', { followUpId });
    const again = await say(open, 'completeFollowUp', { followUpId });
    expect(eventsOf(again)).toEqual([]);
    const dropped = { followUpId: await idOf(open, 'Split the monolith'), reason: 'Bought one instead' };
    await say(open, 'dropFollowUp', dropped);
    expect(await followUpsOf(open)).toMatchObject([
      { status: 'COMPLETED', owner: 'bela@example.com', dueAt: farOff, firstDueAt: at(13) },
      { status: 'DROPPED', overdue: false },
    ]);
    expect(await listed(', filter: { open: false }')).toEqual(['Alert on errors', 'Split the monolith']);
    const { incident } = await ask<{ incident: { timeline: { edges: { node: { text: string } }[] } } }>(
      service.url,
      `{ incident(id: "${open}") { timeline(last: 3) { edges { node { text } } } } }`,
    );
    expect(incident.timeline.edges.map(({ node }) => node.text)).toEqual([
      'Follow-up reassigned: Alert on errors (bela@example.com, due 2999-01-01 00:00 UTC) · it was amina@example.com, due 2024-03-13 10:00 UTC',
      'Follow-up completed: Alert on errors',
      'Follow-up dropped: Split the monolith · Bought one instead',
    ]);
    expect(await refusalOf('completeFollowUp', { incidentId: open, followUpId: dropped.followUpId })).toEqual(
      {
        code: 'RULE_VIOLATION',
        rule: 'FOLLOW_UP_ENDED',
        message: 'The follow-up was completed or dropped. Add a new one (addFollowUp).',
      },
    );
  });

  it.each([
    ['due before they are added', { dueAt: at(4), occurredAt: at(5) }, 'RULE_VIOLATION'],
    ['with a ticket that is a script', { ticketUrl: 'javascript:alert(1)' }, 'BAD_USER_INPUT'],
    ['without a title', { title: ' ' }, 'BAD_USER_INPUT'],
    ['of a kind that is none', { kind: 'SOMEDAY' }, 'BAD_USER_INPUT'],
    ['of an incident that is hidden', { incidentId: 'INC-3' }, 'NOT_FOUND'],
  ])('are refused: %s', async (_, input, code) => {
    const wrong = { incidentId: open, title: 'Later', ...input };
    expect(await refusalOf('addFollowUp', wrong, others)).toMatchObject({ code });
  });
});
