import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ask, mutate } from '../support/client.js';
import { command, declare, issueKey } from '../support/commands.js';
import { at, day, liveThroughTheDay, numberOfTheDay, week } from '../support/measured-day.js';
import { type HostedService, hostService } from '../support/hosted.js';

describe('The other numbers of a day', () => {
  let service: HostedService;

  beforeAll(async () => {
    service = await hostService();
    await liveThroughTheDay(service.url);
  });
  afterAll(() => service.stop());

  const numberOf = (name: string, list: string, window: typeof day = day) =>
    numberOfTheDay(service.url, name, list, window);

  it('have the lead time of each commit, and name the deployment of which none is known', async () => {
    const { metric, behind } = await numberOf('changeLeadTime', 'commits');
    // 22:00 and 23:00 to 00:00 are 2 h and 1 h.
    expect(metric).toMatchObject({
      count: 2,
      meanSeconds: 5400,
      excluded: [{ reason: 'NOT_APPLICABLE', count: 1 }],
      rule: 'lead-time/1',
    });
    expect(behind).toEqual([
      { sha: 'a1', version: 'v1', seconds: 7200, excluded: null },
      { sha: 'b2', version: 'v1', seconds: 3600, excluded: null },
      { sha: null, version: '=1+1', seconds: null, excluded: 'NOT_APPLICABLE' },
    ]);
  });

  it('have the rework rate', async () => {
    const { metric, behind } = await numberOf('deploymentReworkRate', 'deployments');
    expect(metric).toMatchObject({ value: 1 / 2, numerator: 1, denominator: 2, rule: 'rework/1' });
    expect(behind.map(({ rework }) => rework)).toEqual([false, true]);
  });

  it('have the availability of each service, and what is left of its error budget', async () => {
    const { metric, behind } = await numberOf('availability', 'services');
    // 1 h of major outage, and 1 h of partial outage after it: 1 − 1.5 ÷ 24. 1 % of the day are 864 s.
    expect(behind).toEqual([
      {
        service: 'search',
        value: 1,
        windowSeconds: 86_400,
        majorOutageSeconds: 0,
        partialOutageSeconds: 0,
        downSeconds: 0,
        target: 0.998,
        metTarget: true,
        errorBudgetSeconds: 172.8,
        errorBudgetLeftSeconds: 172.8,
        errorBudgetLeft: 1,
      },
      {
        service: 'shop',
        value: 0.9375,
        windowSeconds: 86_400,
        majorOutageSeconds: 3600,
        partialOutageSeconds: 3600,
        downSeconds: 5400,
        target: 0.99,
        metTarget: false,
        errorBudgetSeconds: 864,
        errorBudgetLeftSeconds: -4536,
        errorBudgetLeft: -5.25,
      },
    ]);
    expect(metric).toMatchObject({ excluded: [{ reason: 'DRILL', count: 1 }] });
    const { behind: impacts } = await numberOf('availability', 'impacts');
    expect(impacts).toEqual([
      { reference: 'INC-1', level: 'MAJOR_OUTAGE', seconds: 3600, countedSeconds: 3600, excluded: null },
      { reference: 'INC-1', level: 'PARTIAL_OUTAGE', seconds: 5400, countedSeconds: 3600, excluded: null },
      { reference: 'INC-3', level: 'MAJOR_OUTAGE', seconds: 1800, countedSeconds: 0, excluded: 'DRILL' },
    ]);
  });

  it('have the recurrence rate', async () => {
    const { metric, behind } = await numberOf('recurrenceRate', 'incidents');
    expect(metric).toMatchObject({ value: 1 / 2, numerator: 1, denominator: 2 });
    expect(behind).toEqual([
      { reference: 'INC-1', recurrence: false, recurrenceOf: null, excluded: null },
      { reference: 'INC-2', recurrence: true, recurrenceOf: { reference: 'INC-1' }, excluded: null },
      { reference: 'INC-3', recurrence: false, recurrenceOf: null, excluded: 'DRILL' },
    ]);
  });

  it('have the discipline of updates', async () => {
    const { metric, behind } = await numberOf('updateDiscipline', 'promises');
    // Promised for 01:40, kept at 01:30; promised for 02:00, and nothing came before the resolve at 03:00.
    expect(metric).toMatchObject({ value: 1 / 2, numerator: 1, denominator: 2 });
    expect(behind).toEqual([
      { reference: 'INC-1', dueAt: at('01:40'), keptAt: at('01:30'), kept: true, excluded: null },
      { reference: 'INC-1', dueAt: at('02:00'), keptAt: null, kept: false, excluded: null },
    ]);
  });

  it('have the discipline of postmortems in the window in which they fall due', async () => {
    expect((await numberOf('postmortemDiscipline', 'postmortems')).metric).toMatchObject({ value: null });
    const { metric, behind } = await numberOf('postmortemDiscipline', 'postmortems', week);
    // Resolved on Tuesday at 03:00, due in two working days.
    expect(metric).toMatchObject({ value: 0, numerator: 0, denominator: 1 });
    expect(behind).toEqual([
      {
        reference: 'INC-1',
        dueAt: '2024-03-07T03:00:00.000Z',
        publishedAt: null,
        inTime: false,
        excluded: null,
      },
    ]);
  });

  it('have the time of rollbacks', async () => {
    const { metric, behind } = await numberOf('rollbackTime', 'rollbacks');
    expect(metric).toMatchObject({
      count: 1,
      p50Seconds: 240,
      withinTarget: { value: 1, numerator: 1, denominator: 1 },
    });
    expect(behind).toEqual([
      { reference: 'INC-1', seconds: 240, targetSeconds: 300, withinTarget: true, excluded: null },
    ]);
  });

  it('have the counts by severity, cause and detection', async () => {
    const { metric } = await numberOf('incidentCounts', 'incidents');
    expect(metric).toMatchObject({
      count: 2,
      excluded: [{ reason: 'DRILL', count: 1 }],
      foundByCustomers: { value: 1 / 2, numerator: 1, denominator: 2 },
      bySeverity: [
        { severity: 'P0', count: 0 },
        { severity: 'P1', count: 1 },
        { severity: 'P2', count: 1 },
        { severity: 'P3', count: 0 },
      ],
    });
  });

  describe('when what is recorded changes', () => {
    const later = { from: '2024-04-02T00:00:00Z', to: '2024-04-03T00:00:00Z' };
    const afterwards = { from: '2024-04-09T00:00:00Z', to: '2024-04-10T00:00:00Z' };
    const on = (time: string): string => `2024-04-02T${time}:00.000Z`;
    const of = { service: 'depot' };

    const then = (mutation: string, incidentId: string, time: string, input: object = {}) =>
      command(service.url, mutation, { incidentId, occurredAt: on(time), ...input });
    const declared = async (time: string): Promise<string> =>
      (await declare(service.url, { services: ['depot'], severity: 'P3', occurredAt: on(time) })).incident.id;
    const downOf = async (window: typeof day): Promise<unknown> => {
      const { behind } = await numberOf('availability', 'services', window);
      return behind.find((node) => node['service'] === 'depot')?.['downSeconds'];
    };

    it('follow impact that is corrected and withdrawn', async () => {
      const incident = await declared('01:00');
      const recorded = await mutate<{ incident: { impacts: { id: string }[] } }>(
        service.url,
        'recordImpact',
        { incidentId: incident, ...of, level: 'MAJOR_OUTAGE', from: on('01:00'), until: on('03:00') },
        'incident { impacts { id } }',
      );
      const impactId = recorded.incident.impacts[0]?.id;
      expect(await downOf(later)).toBe(7200);
      await then('correctImpact', incident, '04:00', { impactId, until: on('02:00'), reason: 'It was less' });
      expect(await downOf(later)).toBe(3600);
      await then('withdrawImpact', incident, '05:00', { impactId, reason: 'It was none' });
      expect(await downOf(later)).toBeUndefined();
    });

    it('count impact that outlasts its incident until somebody ends it', async () => {
      const incident = await declared('06:00');
      await then('recordImpact', incident, '06:00', { ...of, level: 'MAJOR_OUTAGE', from: on('06:00') });
      await then('resolveIncident', incident, '07:00', { resolution: 'Restarted' });
      await then('closeIncident', incident, '08:00');
      expect(await downOf(later)).toBe(18 * 3600);
      expect(await downOf(afterwards)).toBe(24 * 3600);
      const { impacts } = await ask<{ incident: { impacts: { id: string }[] } }>(
        service.url,
        'query ($id: ID!) { incident(id: $id) { impacts { id } } }',
        { id: incident },
      ).then((answer) => answer.incident);
      await then('endImpact', incident, '09:00', { impactId: impacts[0]?.id });
      expect(await downOf(later)).toBe(3 * 3600);
      expect(await downOf(afterwards)).toBeUndefined();
    });

    it('count a recurrence of an incident that became restricted, and name it to those who may see it', async () => {
      const [first, second] = [await declared('10:00'), await declared('11:00')];
      await then('linkRecurrence', second, '11:10', { recurrenceOf: first });
      await then('changeVisibility', first, '11:20', {
        visibility: 'RESTRICTED',
        reason: 'A matter of security',
      });
      const reader = (await issueKey(service.url, ['read'])).secret;
      const told = async (key?: string) => {
        const { behind } = await numberOfTheDay(service.url, 'recurrenceRate', 'incidents', later, key);
        return behind.filter(({ recurrence }) => recurrence).map(({ recurrenceOf }) => recurrenceOf);
      };
      expect(await told(reader)).toEqual([{ reference: null }]);
      expect(await told()).toEqual([{ reference: expect.stringMatching(/^INC-/) }]);
    });
  });
});
