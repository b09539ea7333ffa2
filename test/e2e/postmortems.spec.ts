import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { acting, eventsOf } from '../support/acting.js';
import { ask } from '../support/client.js';
import { page } from '../support/pages.js';
import { type HostedService, hostService } from '../support/hosted.js';

/** In March of 2024, of which the first Monday is the fourth. */
const at = (day: number, time = '10:00'): string => `2024-03-${String(day).padStart(2, '0')}T${time}:00.000Z`;
const farOff = '2999-01-01T00:00:00.000Z';

let service: HostedService;
const { declared, refusalOf, say } = acting(() => service.url);

beforeAll(async () => {
  service = await hostService();
});
afterAll(() => service.stop());

describe('The postmortem', () => {
  interface Postmortem {
    readonly status: string;
    readonly dueAt: string | null;
    readonly markdown: string;
  }
  const fields =
    'status dueAt firstDueAt overdue requiredBecause sections { section body } publishedAt revised waivedReason';
  const postmortemOf = async (id: string, selection = fields) => {
    const { incident } = await ask<{ incident: { postmortem: Postmortem } }>(
      service.url,
      `{ incident(id: "${id}") { postmortem { ${selection} } } }`,
    );
    return incident.postmortem;
  };
  /** One that was resolved on Friday, the eighth. */
  const resolved = async (input: object = {}) => {
    const id = await declared({ title: 'Orders fail', occurredAt: at(8), services: ['orders'], ...input });
    await say(id, 'resolveIncident', { resolution: 'Rolled back', occurredAt: at(8, '15:00') });
    return id;
  };
  const draft = {
    summary: 'In short',
    impact: 'Orders failed',
    rootCause: 'A leak',
    resolution: 'Rolled back',
  };

  it('is due by the policy of the severity, in working days after the resolve', async () => {
    expect(await postmortemOf(await resolved())).toEqual({
      status: 'MISSING',
      dueAt: at(12, '15:00'),
      firstDueAt: at(12, '15:00'),
      overdue: true,
      requiredBecause: 'P1 requires one within 2 working days',
      sections: [],
      publishedAt: null,
      revised: false,
      waivedReason: null,
    });
    expect(await postmortemOf(await resolved({ severity: 'P3' }))).toMatchObject({
      status: 'NONE',
      dueAt: null,
    });
  });

  it('is drafted section by section, and published when it is complete', async () => {
    const incidentId = await resolved();
    const drafted = await say(incidentId, 'draftPostmortem', { summary: 'In short' });
    expect(eventsOf(drafted)).toEqual(['PostmortemDrafted']);
    expect(await refusalOf('publishPostmortem', { incidentId })).toEqual({
      code: 'RULE_VIOLATION',
      rule: 'POSTMORTEM_INCOMPLETE',
      message:
        'The postmortem lacks Impact, Root Cause, Resolution. Draft what is missing (draftPostmortem).',
    });
    expect(eventsOf(await say(incidentId, 'draftPostmortem', draft))).toHaveLength(3);
    await say(incidentId, 'publishPostmortem', { occurredAt: at(11) });
    expect(await postmortemOf(incidentId)).toMatchObject({
      status: 'PUBLISHED',
      dueAt: null,
      overdue: false,
      publishedAt: at(11),
      sections: [
        { section: 'SUMMARY' },
        { section: 'IMPACT' },
        { section: 'ROOT_CAUSE' },
        { section: 'RESOLUTION' },
      ],
    });
    const { incident } = await ask<{ incident: { milestones: object[] } }>(
      service.url,
      `{ incident(id: "${incidentId}") { milestones { milestone first } } }`,
    );
    expect(incident.milestones).toContainEqual({ milestone: 'POSTMORTEM_PUBLISHED', first: at(11) });
  });

  it('is given whole as Markdown', async () => {
    const incidentId = await resolved({ title: 'Orders *fail*' });
    await say(incidentId, 'addFollowUp', {
      title: 'Watch the pool',
      owner: 'amina@example.com',
      dueAt: farOff,
    });
    await say(incidentId, 'draftPostmortem', { summary: '# Timeline\nIn short', lessons: '- Watch more' });
    const { markdown } = await postmortemOf(incidentId, 'markdown');
    expect(markdown).toBe(`# Postmortem of ${incidentId}: Orders \\*fail\\*

- Severity: P1
- Services: orders
- Detected: 2024-03-08 10:00 UTC
- Resolved: 2024-03-08 15:00 UTC
- Postmortem: draft

## Summary

\\# Timeline
In short

## Impact

_Not written yet._

## Root Cause

_Not written yet._

## Resolution

_Not written yet._

## Timeline

- 2024-03-08 10:00 UTC: Declared as P1: Orders \\*fail\\* (Admin key of the configuration)
- 2024-03-08 15:00 UTC: Resolved: Rolled back (Admin key of the configuration)

## Action Items

- [ ] Watch the pool (amina@example.com, short term, due 2999-01-01 00:00 UTC)

## Lessons

- Watch more
`);
  });

  it('is moved, waived and asked for with reasons', async () => {
    const incidentId = await resolved();
    await say(incidentId, 'setPostmortemDue', { dueAt: farOff, reason: 'The provider reports first' });
    expect(await postmortemOf(incidentId)).toMatchObject({
      dueAt: farOff,
      firstDueAt: at(12, '15:00'),
      overdue: false,
      requiredBecause: 'P1 requires one within 2 working days',
    });
    await say(incidentId, 'waivePostmortem', { reason: 'A duplicate of another' });
    expect(await postmortemOf(incidentId)).toMatchObject({
      status: 'WAIVED',
      dueAt: null,
      waivedReason: 'A duplicate of another',
    });
    expect(
      await refusalOf('waivePostmortem', { incidentId: await resolved({ severity: 'P3' }), reason: 'No' }),
    ).toMatchObject({
      rule: 'POSTMORTEM_NOT_DUE',
    });
  });

  it('is what incidents are found by', async () => {
    const slug = 'postmortems';
    const missing = await resolved({ services: [slug] });
    const begun = await resolved({ services: [slug] });
    await say(begun, 'draftPostmortem', { summary: 'In short' });
    await say(begun, 'setPostmortemDue', { dueAt: farOff, reason: 'Later' });
    const published = await resolved({ services: [slug] });
    await say(published, 'draftPostmortem', draft);
    await say(published, 'publishPostmortem');
    const none = await resolved({ services: [slug], severity: 'P3' });
    const found = async (postmortem: string) => {
      const args = `first: 50, filter: { services: ["${slug}"], postmortem: ${postmortem} }, orderBy: { field: DECLARED_AT, direction: ASC }`;
      const { edges } = await page<{ reference: string }>(service.url, 'incidents', args, 'reference');
      return edges.map(({ node }) => node.reference);
    };
    expect(await found('{ owed: true }')).toEqual([missing, begun]);
    expect(await found('{ overdue: true }')).toEqual([missing]);
    expect(await found('{ overdue: false }')).toEqual([begun, published, none]);
    expect(await found('{ status: [PUBLISHED] }')).toEqual([published]);
    expect(await found('{ status: [MISSING] }')).toEqual([missing]);
    expect(await found(`{ dueAt: { from: "${at(20)}" } }`)).toEqual([begun]);
  });

  it.each([
    ['of an open incident', 'publishPostmortem', {}, 'INCIDENT_NOT_RESOLVED'],
    [
      'due before its incident was resolved',
      'setPostmortemDue',
      { dueAt: at(1), reason: 'So' },
      'INCIDENT_NOT_RESOLVED',
    ],
  ])('is refused: %s', async (_, mutation, input, rule) => {
    const incidentId = await declared({ title: 'Still open', idempotencyKey: 'still open' });
    expect(await refusalOf(mutation, { incidentId, ...input })).toMatchObject({ rule });
  });

  it.each([
    ['a blank section', 'draftPostmortem', { summary: '  ' }],
    ['a section of 20,001 characters', 'draftPostmortem', { impact: 'x'.repeat(20_001) }],
    ['a waiver without a reason', 'waivePostmortem', { reason: '' }],
    ['a due time that is none', 'setPostmortemDue', { dueAt: 'soon', reason: 'So' }],
  ])('takes no wrong input: %s', async (_, mutation, input) => {
    expect(await refusalOf(mutation, { incidentId: 'INC-1', ...input })).toMatchObject({
      code: 'BAD_USER_INPUT',
    });
  });
});
