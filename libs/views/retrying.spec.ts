import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type EventLog, type Position, openEventLog } from '#event-log';
import type { Viewer } from '#incident';
import { ViewsUnavailable } from './errors.js';
import { PastFiles } from './past/past-files.js';
import { flawedViews } from './testing/flawed.js';
import { rowsOf } from './testing/rows.js';
import { type Told, appendable, declared, uuid } from './testing/telling.js';
import { Views } from './views.js';

const everyone: Viewer = { restricted: true, principal: 'auditor' };
const first = `incident-${uuid(1)}`;
const second = `incident-${uuid(2)}`;

const worse = (stream: string): Told => ({
  stream,
  type: 'SeverityChanged',
  data: { from: 'P1', to: 'P0', reason: 'Orders are being lost' },
});
const tagged = (stream: string, tag: string): Told => ({
  stream,
  type: 'DetailsChanged',
  data: { tags: { from: [], to: [tag] } },
});
const retitled = (stream: string): Told => ({
  stream,
  type: 'DetailsChanged',
  data: { title: { from: 'Checkout fails', to: 'Quinoa is sold out' } },
});

describe('A parked stream that is tried again', () => {
  let directory: string;
  let url: string;
  let log: EventLog;
  let views: Views | undefined;
  let place: number;
  let warnings: object[];

  beforeEach(async () => {
    directory = mkdtempSync(join(tmpdir(), 'sitrep-retrying-'));
    url = `sqlite:${join(directory, 'events.db')}`;
    log = await openEventLog(url);
    place = 0;
    warnings = [];
  });
  afterEach(async () => {
    await views?.close();
    await log.close();
    rmSync(directory, { recursive: true });
  });

  const tell = async (...story: readonly Told[]): Promise<Position> => {
    let last = '';
    for (const told of story) {
      place += 1;
      last = (await log.append(told.stream, 'any', [appendable(told, place)])).position;
    }
    return last;
  };
  /** Opens views in which the flaw of an earlier version has parked what has such an event. */
  const parkedOn = async (type: string): Promise<Views> => {
    await flawedViews(directory, url, type);
    const warn = (facts: object) => warnings.push(facts);
    views = new Views({ directory, log: url, logger: { warn } });
    await views.caughtUp();
    return views;
  };
  /** The rows are those of views that never had anything parked. */
  const areAsRebuilt = async (opened: Views) => {
    const { file } = opened;
    await opened.close();
    const fresh = new Views({ directory: join(directory, 'fresh'), log: url });
    await fresh.caughtUp();
    await fresh.close();
    const { clock: _, ...rows } = rowsOf(file);
    const { clock: __, ...expected } = rowsOf(fresh.file);
    expect(rows).toEqual(expected);
  };

  it('is as a rebuild makes it: lists, parts, search and all', async () => {
    await tell(declared(1), worse(first), tagged(first, 'card-payments'), retitled(first), declared(2));
    const opened = await parkedOn('SeverityChanged');
    const found = (search: string) => opened.incidents.page({ filter: { search } }, everyone).totalCount;
    expect([found('quinoa'), opened.status().parked.length]).toEqual([0, 1]);
    expect(await opened.retryParked(first)).toEqual({ kind: 'resumed' });
    expect([found('quinoa'), opened.status().parked.length]).toEqual([1, 0]);
    expect(opened.incidents.find(first.slice('incident-'.length), everyone)).toMatchObject({
      severity: 'P0',
      tags: ['card-payments'],
      revision: 3,
    });
    await areAsRebuilt(opened);
  });

  it('has each event once, though more of them arrive meanwhile', async () => {
    await tell(declared(1), worse(first), declared(2));
    const opened = await parkedOn('SeverityChanged');
    const telling = (async () => {
      let last = '';
      for (let count = 0; count < 60; count += 1)
        last = await tell(tagged(first, `t${count}`), tagged(second, `t${count}`));
      return last;
    })();
    expect(await opened.retryParked(first)).toEqual({ kind: 'resumed' });
    const last = await telling;
    expect(await opened.reached(last, { timeoutMs: 10_000 })).toBe(true);
    expect(opened.incidents.find(uuid(1), everyone)).toMatchObject({ severity: 'P0', revision: 61 });
    expect(opened.status().parked).toEqual([]);
    await areAsRebuilt(opened);
  });

  it('is taken in once by whoever asks first of several at once', async () => {
    await tell(declared(1), worse(first), declared(2), worse(second));
    const opened = await parkedOn('SeverityChanged');
    const outcomes = await Promise.all([first, first, second, first].map((each) => opened.retryParked(each)));
    expect(outcomes.map(({ kind }) => kind)).toEqual(['resumed', 'not-parked', 'resumed', 'not-parked']);
    await areAsRebuilt(opened);
  });

  it('goes as far as it can, and says by which event it is parked then', async () => {
    await tell(declared(1), worse(first), tagged(first, 'eu'));
    await tell({ stream: first, type: 'SeverityChanged', data: { from: 'P0', to: 7, reason: 'So' } });
    const opened = await parkedOn('SeverityChanged');
    const parked = expect.objectContaining({ stream: first, revision: 3, error: expect.any(String) });
    const outcomes = [await opened.retryParked(first), await opened.retryParked(first)];
    expect(outcomes).toEqual([1, 2].map(() => ({ kind: 'still-parked', parked })));
    expect(opened.status().parked).toEqual([parked]);
    expect(opened.incidents.find(uuid(1), everyone)).toMatchObject({ severity: 'P0', revision: 2 });
    await areAsRebuilt(opened);
  });

  it('is taken in while the views still catch up', async () => {
    await tell(declared(1), worse(first));
    await flawedViews(directory, url, 'SeverityChanged');
    const more = Array.from({ length: 200 }, (_, count) => tagged(first, `t${count}`));
    await tell(...more);
    views = new Views({ directory, log: url });
    expect(await views.retryParked(first)).toEqual({ kind: 'resumed' });
    await views.caughtUp();
    expect(views.incidents.find(uuid(1), everyone)).toMatchObject({ severity: 'P0', revision: 201 });
    await areAsRebuilt(views);
  });

  it('is told to those who wait for a change, and to what is kept of the past', async () => {
    const then = await tell(declared(1), worse(first), tagged(first, 'eu'));
    await tell(declared(2));
    const opened = await parkedOn('SeverityChanged');
    const files = new PastFiles({ directory, log: url, views: opened });
    const moment = { position: then, at: '2026-03-02T10:00:00.000Z' };
    const before = await files.open(moment, 'LISTS');
    const told: Position[] = [];
    opened.onProjected((position) => told.push(position));
    await opened.retryParked(first);
    expect(told).toEqual([opened.position]);
    expect(await files.open(moment, 'LISTS')).not.toBe(before);
    await files.close();
  });

  it('is nothing that is not parked', async () => {
    await tell(declared(1), worse(first));
    const opened = await parkedOn('SeverityChanged');
    for (const stream of [second, 'incident-', 'nonsense', ''])
      expect(await opened.retryParked(stream)).toEqual({ kind: 'not-parked' });
  });

  it('does not keep the views from being closed, nor fails the projector then', async () => {
    await tell(declared(1), worse(first));
    const many = Array.from({ length: 2_000 }, (_, count) => tagged(first, `t${count}`));
    await log.append(
      first,
      'any',
      many.map((told, count) => appendable(told, 10 + count)),
    );
    const opened = await parkedOn('SeverityChanged');
    const asked = Promise.allSettled([opened.retryParked(first)]);
    await opened.close();
    await asked;
    expect(warnings).toEqual([]);
    await expect(opened.retryParked(first)).rejects.toThrow(ViewsUnavailable);
  });
});
