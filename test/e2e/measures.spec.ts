import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ask, mutate } from '../support/client.js';
import { command, declare, deploy, issueKey } from '../support/commands.js';
import { jsonOf, report, tableOf } from '../support/report.js';
import { type Service, startService } from '../support/service.js';

const at = (time: string): string => `2024-03-05T${time}:00.000Z`;
const day = { from: '2024-03-05T00:00:00Z', to: '2024-03-06T00:00:00Z' };
const week = { from: '2024-03-04T00:00:00Z', to: '2024-03-11T00:00:00Z' };
const during = ({ from, to }: typeof day): string => `from=${from}&to=${to}`;

const query = `query ($window: Window!) { metrics(window: $window) {
  position
  timeToResolve { count meanSeconds p50Seconds p90Seconds p95Seconds maxSeconds reopens definition rule
    incidents { edges { node { reference incidentId state seconds startedAt endedAt reopens excluded } } } }
  changeLeadTime { count meanSeconds p50Seconds excluded { reason count } rule
    commits { edges { node { sha version seconds excluded } } } }
  deploymentReworkRate { value numerator denominator rule
    deployments { edges { node { version rework } } } }
  availability { excluded { reason count } rule
    services { edges { node { service value windowSeconds majorOutageSeconds partialOutageSeconds downSeconds target
      metTarget errorBudgetSeconds errorBudgetLeftSeconds errorBudgetLeft } } }
    impacts { edges { node { reference level seconds countedSeconds excluded } } } }
  recurrenceRate { value numerator denominator rule
    incidents { edges { node { reference recurrence recurrenceOf { reference } excluded } } } }
  updateDiscipline { value numerator denominator rule
    promises { edges { node { reference dueAt keptAt kept excluded } } } }
  postmortemDiscipline { value numerator denominator rule
    postmortems { edges { node { reference dueAt publishedAt inTime excluded } } } }
  rollbackTime { count p50Seconds targetSeconds withinTarget { value numerator denominator } rule
    rollbacks { edges { node { reference seconds withinTarget excluded } } } }
  incidentCounts { count excluded { reason count } rule bySeverity { severity count }
    byCause { causeCategory count } byDetection { detectedBy count }
    foundByCustomers { value numerator denominator }
    incidents { edges { node { reference } } } }
} }`;

interface Edges {
  readonly edges: readonly { readonly node: Readonly<Record<string, unknown>> }[];
}

type Metric = Readonly<Record<string, unknown>> & { readonly rule: string };

const nodes = ({ edges }: Edges) => edges.map(({ node }) => node);

describe('The other numbers of a day', () => {
  let service: Service;
  let reader: string;

  beforeAll(async () => {
    service = await startService();
    const { url } = service;
    const of = { service: 'shop' };
    const then = (mutation: string, incidentId: string, time: string, input: object = {}) =>
      command(url, mutation, { incidentId, occurredAt: at(time), ...input });
    const incident = async (time: string, input: object = {}): Promise<string> =>
      (await declare(url, { services: ['shop'], occurredAt: at(time), ...input })).incident.id;

    await mutate(url, 'registerService', { name: 'shop', availabilityTarget: 0.99 }, 'position');
    await mutate(url, 'registerService', { name: 'search' }, 'position');
    const commits = [
      { sha: 'a1', committedAt: '2024-03-04T22:00:00Z' },
      { sha: 'b2', committedAt: '2024-03-04T23:00:00Z' },
    ];
    await deploy(url, { ...of, version: 'v1', finishedAt: at('00:00'), commits });

    const outage = await incident('01:00', { detectedBy: 'CUSTOMER' }); // INC-1
    await then('recordImpact', outage, '01:05', { ...of, level: 'MAJOR_OUTAGE', from: at('01:00') });
    await then('publishUpdate', outage, '01:10', {
      audience: 'INTERNAL',
      body: 'We are looking',
      nextUpdateDueAt: at('01:40'),
    });
    const started = await mutate<{ incident: { mitigations: { id: string }[]; impacts: { id: string }[] } }>(
      url,
      'startMitigation',
      { incidentId: outage, occurredAt: at('01:20'), kind: 'ROLLBACK', description: 'Back to v0' },
      'incident { mitigations { id } impacts { id } }',
    );
    const [mitigation] = started.incident.mitigations;
    const [impact] = started.incident.impacts;
    await then('verifyMitigation', outage, '01:24', { mitigationId: mitigation?.id, outcome: 'WORKED' });
    await then('publishUpdate', outage, '01:30', {
      audience: 'INTERNAL',
      body: 'Rolled back',
      nextUpdateDueAt: at('02:00'),
    });
    await then('recordImpact', outage, '02:00', {
      ...of,
      level: 'PARTIAL_OUTAGE',
      from: at('01:30'),
      until: at('03:00'),
    });
    await then('endImpact', outage, '02:00', { impactId: impact?.id });
    await then('resolveIncident', outage, '03:00', { resolution: 'Rolled back' });
    // What a spreadsheet must not compute.
    await deploy(url, { ...of, version: '=1+1', finishedAt: at('06:00'), purpose: 'REMEDIATION' });

    const again = await incident('10:00', { severity: 'P2' }); // INC-2
    await then('linkRecurrence', again, '10:10', { recurrenceOf: 'INC-1' });
    await then('resolveIncident', again, '10:30', { resolution: 'Restarted' });
    const drill = await incident('12:00', { drill: true }); // INC-3
    await then('recordImpact', drill, '12:30', {
      ...of,
      level: 'MAJOR_OUTAGE',
      from: at('12:00'),
      until: at('12:30'),
    });
    reader = (await issueKey(url, ['read'])).secret;
  });
  afterAll(() => service.stop());

  const metricsOf = async (window: typeof day = day): Promise<Readonly<Record<string, unknown>>> =>
    (await ask<{ metrics: Readonly<Record<string, unknown>> }>(service.url, query, { window })).metrics;

  /** A number, and one of its connections as the query above selects them. */
  const numberOf = async (name: string, list: string, window: typeof day = day) => {
    const metric = (await metricsOf(window))[name] as Metric;
    return { metric, behind: nodes(metric[list] as Edges) };
  };

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
      targetSeconds: 300,
      withinTarget: { value: 1, numerator: 1, denominator: 1 },
    });
    expect(behind).toEqual([{ reference: 'INC-1', seconds: 240, withinTarget: true, excluded: null }]);
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

  describe('as a report', () => {
    it('have the figures that GraphQL answers', async () => {
      const { timeToResolve, availability, incidentCounts } = await metricsOf();
      const rows = await tableOf(service.url, `metrics.csv?${during(day)}`, reader);
      const valueOf = (metric: string, figure: string, part = '') =>
        rows.find((row) => row['metric'] === metric && row['figure'] === figure && row['part'] === part)?.[
          'value'
        ];
      const resolve = timeToResolve as Metric;
      for (const figure of ['count', 'meanSeconds', 'p50Seconds', 'p90Seconds', 'maxSeconds', 'reopens'])
        expect(valueOf('timeToResolve', figure)).toBe(String(resolve[figure]));
      for (const { service: name, ...figures } of nodes((availability as { services: Edges }).services))
        for (const [figure, value] of Object.entries(figures))
          expect(valueOf('availability', `services.${figure}`, String(name))).toBe(String(value));
      expect(valueOf('incidentCounts', 'count')).toBe(String((incidentCounts as Metric)['count']));
      expect(valueOf('incidentCounts', 'excluded.DRILL')).toBe('1');
      expect(valueOf('incidentCounts', 'bySeverity.count', 'P1')).toBe('1');
      expect(valueOf('postmortemDiscipline', 'value')).toBe('');
    });

    it('say with each row how its number is defined, of which time, and as of which position', async () => {
      const { position, timeToResolve } = await metricsOf();
      const rows = await tableOf(
        service.url,
        `metrics/timeToResolve.csv?${during(day)}&severities=P1`,
        reader,
      );
      expect(rows).toHaveLength(2);
      for (const row of rows)
        expect(row).toMatchObject({
          metric: 'timeToResolve',
          definition: (timeToResolve as Metric)['definition'],
          rule: 'mttr/1',
          windowFrom: '2024-03-05T00:00:00.000Z',
          windowTo: '2024-03-06T00:00:00.000Z',
          filter: expect.stringContaining('"severities":["P1"]'),
          position,
        });
    });

    it('list what stands behind a number as GraphQL does', async () => {
      const { behind } = await numberOf('timeToResolve', 'incidents');
      const rows = await tableOf(service.url, `metrics/timeToResolve.csv?${during(day)}`, reader);
      expect(behind).toHaveLength(3);
      expect(rows).toMatchObject(
        behind.map((node) =>
          Object.fromEntries(
            Object.entries(node).map(([name, value]) => [name, value === null ? '' : String(value)]),
          ),
        ),
      );
      const { contributions } = await jsonOf<{ contributions: object[] }>(
        service.url,
        `metrics/timeToResolve.json?${during(day)}`,
        reader,
      );
      expect(contributions).toEqual(behind);
    });

    it('carry definition, window, filter and position in JSON too', async () => {
      const { position } = await metricsOf();
      const about = {
        window: { from: '2024-03-05T00:00:00.000Z', to: '2024-03-06T00:00:00.000Z' },
        filter: { services: ['shop'], inferBlame: false },
        position,
      };
      const asked = `${during(day)}&services=shop&inferBlame=false`;
      expect(await jsonOf(service.url, `metrics/deploymentReworkRate.json?${asked}`, reader)).toMatchObject({
        metric: 'deploymentReworkRate',
        value: 1 / 2,
        rule: 'rework/1',
        contributions: [{ version: 'v1' }, { version: '=1+1' }],
        ...about,
      });
      expect(await jsonOf(service.url, `metrics.json?${asked}`, reader)).toMatchObject({
        ...about,
        metrics: { deploymentReworkRate: { value: 1 / 2, rule: 'rework/1' } },
      });
    });

    it('have no cell that a spreadsheet takes for a formula, and leave negative numbers numbers', async () => {
      const { text } = await report(service.url, `metrics/deploymentReworkRate.csv?${during(day)}`, reader);
      expect(text).toContain(",'=1+1,");
      expect(text).not.toMatch(/(^|,)"?[=+@]/m);
      const figures = await report(service.url, `metrics.csv?${during(day)}`, reader);
      expect(figures.text).toContain(',services.errorBudgetLeftSeconds,-4536,');
    });

    it('are tables of RFC 4180 with a header, for a file of that name', async () => {
      const { headers, text } = await report(
        service.url,
        `metrics/recurrenceRate.csv?${during(day)}`,
        reader,
      );
      expect(headers.get('content-type')).toBe('text/csv; charset=utf-8; header=present');
      expect(headers.get('content-disposition')).toBe('attachment; filename="recurrenceRate.csv"');
      const [header, ...lines] = text.split('\r\n');
      expect(header).toBe(
        'reference,incidentId,declaredAt,recurrence,recurrenceOf,excluded,metric,definition,rule,windowFrom,windowTo,filter,position',
      );
      expect(lines).toHaveLength(4);
      expect(lines.at(-1)).toBe('');
    });

    it('have a header alone where nothing stands behind a number', async () => {
      const quiet = 'from=2020-01-01T00:00:00Z&to=2020-01-02T00:00:00Z';
      const { text } = await report(service.url, `metrics/timeToDetect.csv?${quiet}`, reader);
      expect(text).toMatch(/^reference,.*,position\r\n$/);
      expect(await jsonOf(service.url, `metrics/timeToDetect.json?${quiet}`, reader)).toMatchObject({
        count: 0,
        meanSeconds: null,
        contributions: [],
      });
    });
  });

  describe('are refused as a report', () => {
    const errorOf = async (path: string, key: string | null = reader) => {
      const { status, text } = await report(service.url, path, key);
      // Every error has this form.
      const { errors } = JSON.parse(text) as {
        errors: { message: string; extensions: { code: string; fields?: { path: string }[] } }[];
      };
      const [{ message, extensions } = { message: '', extensions: { code: '' } }] = errors;
      return { status, message, code: extensions.code, fields: extensions.fields?.map(({ path: at }) => at) };
    };

    it('without a key, and with one that may not read', async () => {
      expect(await errorOf('metrics.csv', null)).toMatchObject({ status: 401, code: 'UNAUTHENTICATED' });
      const ingest = await issueKey(service.url, ['ingest']);
      expect(await errorOf('metrics.csv', ingest.secret)).toMatchObject({ status: 403, code: 'FORBIDDEN' });
    });

    it('with every parameter that is wrong at once', async () => {
      const wrong =
        'from=yesterday&severities=P1&severities=P9&inferBlame=perhaps&blameWindowHours=long&color=red&to=2024-01-01T00:00:00Z&to=2024-01-02T00:00:00Z';
      expect(await errorOf(`metrics/timeToResolve.csv?${wrong}`)).toMatchObject({
        status: 400,
        code: 'BAD_USER_INPUT',
        fields: ['from', 'severities', 'inferBlame', 'blameWindowHours', 'color', 'to'],
        message: expect.stringMatching(/color: is no parameter: there are from, to, services/),
      });
      expect(await errorOf('metrics.csv?blameWindowHours=-1')).toMatchObject({
        status: 400,
        fields: ['filter.blameWindowHours'],
      });
    });

    it('of what there is no number, naming those that there are', async () => {
      expect(await errorOf('metrics/mttr.csv')).toMatchObject({
        status: 404,
        code: 'NOT_FOUND',
        message: expect.stringContaining('timeToResolve'),
      });
      expect(await errorOf('metrics/timeToResolve.xlsx')).toMatchObject({ status: 404 });
    });

    it('as of a position that the log never gave out', async () => {
      expect(await errorOf('metrics.csv?minPosition=made-up')).toMatchObject({
        status: 400,
        code: 'BAD_USER_INPUT',
      });
    });
  });
});
