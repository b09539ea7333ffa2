import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { issueKey } from '../support/commands.js';
import {
  type Edges,
  type Metric,
  at,
  day,
  liveThroughTheDay,
  nodes,
  numberOfTheDay,
  numbersOfTheDay,
} from '../support/measured-day.js';
import { jsonOf, report, tableOf } from '../support/report.js';
import { type HostedService, hostService } from '../support/hosted.js';

const during = ({ from, to }: typeof day): string => `from=${from}&to=${to}`;

let service: HostedService;
let reader: string;

beforeAll(async () => {
  service = await hostService();
  await liveThroughTheDay(service.url);
  reader = (await issueKey(service.url, ['read'])).secret;
});
afterAll(() => service.stop());

describe('The numbers as a report', () => {
  it('have the figures that GraphQL answers', async () => {
    const { timeToResolve, availability, incidentCounts } = await numbersOfTheDay(service.url);
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
    const { position, timeToResolve } = await numbersOfTheDay(service.url);
    const rows = await tableOf(service.url, `metrics/timeToResolve.csv?${during(day)}&severities=P1`, reader);
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
    const { behind } = await numberOfTheDay(service.url, 'timeToResolve', 'incidents');
    const rows = await tableOf(service.url, `metrics/timeToResolve.csv?${during(day)}`, reader);
    expect(behind).toHaveLength(3);
    const cells = (node: object) =>
      Object.fromEntries(
        Object.entries(node).map(([name, value]: [string, unknown]) => [
          name,
          typeof value === 'string' ? value : value === null ? '' : JSON.stringify(value),
        ]),
      );
    expect(rows).toMatchObject(behind.map(cells));
    const { contributions } = await jsonOf<{ contributions: object[] }>(
      service.url,
      `metrics/timeToResolve.json?${during(day)}`,
      reader,
    );
    expect(contributions).toEqual(behind);
  });

  it('carry definition, window, filter and position in JSON too', async () => {
    const { position } = await numbersOfTheDay(service.url);
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
    const { headers, text } = await report(service.url, `metrics/recurrenceRate.csv?${during(day)}`, reader);
    expect(headers.get('content-type')).toBe('text/csv; charset=utf-8; header=present');
    expect(headers.get('content-disposition')).toBe('attachment; filename="recurrenceRate.csv"');
    const [header, ...lines] = text.split('\r\n');
    expect(header).toBe(
      'reference,incidentId,declaredAt,recurrence,recurrenceOf,excluded,metric,definition,rule,windowFrom,windowTo,filter,position',
    );
    expect(lines).toHaveLength(4);
    expect(lines.at(-1)).toBe('');
  });

  it('have the figures of each group and each stretch of time, where these are asked for', async () => {
    const asked = `${during(day)}&groupBy=SEVERITY&interval=HOUR&timeZone=Europe/Berlin`;
    const rows = await tableOf(service.url, `metrics.csv?${asked}`, reader);
    const counts = rows
      .filter(
        ({ metric, figure, value }) => metric === 'incidentCounts' && figure === 'count' && value !== '0',
      )
      .map(({ group, value, windowFrom }) => [group, value, windowFrom]);
    expect(counts).toEqual([
      ['', '2', at('00:00')],
      ['', '1', at('01:00')],
      ['', '1', at('10:00')],
      ['P1', '1', at('00:00')],
      ['P1', '1', at('01:00')],
      ['P2', '1', at('00:00')],
      ['P2', '1', at('10:00')],
    ]);
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

describe('A report is refused', () => {
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
      fields: expect.arrayContaining(['color', 'to', 'from', 'severities', 'inferBlame', 'blameWindowHours']),
      message: expect.stringMatching(/color: is no parameter; there are .*services/),
    });
    expect(await errorOf('metrics.csv?blameWindowHours=-1')).toMatchObject({
      status: 400,
      fields: ['blameWindowHours'],
      message: 'blameWindowHours: must not be less than 0',
    });
  });

  it.each([
    ['interval=DAY&timeZone=Nowhere', ['timeZone', 'from']],
    ['interval=DAY', ['from']],
    ['interval=DAY&from=yesterday', ['from']],
    ['from=2026-11-02T00:00:00Z&to=2026-11-01T00:00:00Z&blameWindowHours=-1', ['blameWindowHours', 'from']],
    ['severities=P9&blameWindowHours=-1&timeZone=Nowhere', ['severities', 'blameWindowHours', 'timeZone']],
  ])('with each of them once, by the name that it has here: %s', async (wrong, fields) => {
    expect(await errorOf(`metrics.csv?${wrong}`)).toMatchObject({ status: 400, fields });
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
