import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { RecordedEvent } from '#event-log';
import type { Viewer } from '#incident';
import { recordedAtOf } from '../projections/clock.js';
import { Alerts } from '../reading/alerts.js';
import { Clock } from '../reading/clock.js';
import { Incidents } from '../reading/incidents.js';
import { temporaryFiles } from '../testing/files.js';
import { anyHistory } from '../testing/histories.js';
import { type Told, declared, minute, positionOf, recorded, uuid } from '../testing/telling.js';
import { logOf } from '../testing/told-log.js';
import type { ReadableLog } from './folding.js';
import { Past } from './past.js';

const files = temporaryFiles();
const everyone: Viewer = { restricted: true, principal: 'auditor' };
const outsider: Viewer = { restricted: false, principal: 'outsider' };
const ids = [1, 2, 3, 4].map(uuid);

const noFiles = {
  open: () => Promise.reject(new Error('What is asked here takes no file')),
  close: () => Promise.resolve(),
};

/** What is read once a story is in the views, and what was known in the course of it. */
function viewsOf(story: readonly Told[]) {
  const reader = files.reading(story);
  const views = { incidents: new Incidents(reader), alerts: new Alerts(reader), clock: new Clock(reader) };
  return { ...views, past: new Past({ views, log: logOf(recorded(story)), files: noFiles }) };
}

/** A log, and how many events were read of it. */
function counted({ read, readAll }: ReadableLog) {
  let events = 0;
  const log: ReadableLog = {
    read,
    async *readAll(options) {
      for await (const event of readAll(options)) {
        events += 1;
        yield event;
      }
    },
  };
  return { log, reads: () => events };
}

/** A history, and how many of its events were there at some moment. */
const historyCut = anyHistory.chain((story) =>
  fc.record({ story: fc.constant(story), events: fc.integer({ min: 1, max: Math.max(1, story.length) }) }),
);

describe('what was known', () => {
  it('of incidents and alerts is what views of the log up to then say', async () => {
    await fc.assert(
      fc.asyncProperty(historyCut, async ({ story, events }) => {
        const { past } = viewsOf(story);
        const then = viewsOf(story.slice(0, events));
        const moment = { position: positionOf(events), at: minute(events) };
        for (const id of ids) {
          const incident = await past.incident(id, { moment, viewer: everyone });
          const known = then.incidents.find(id, everyone);
          const followUps = known?.followUps.map((followUp) => ({ ...followUp, asOf: moment }));
          expect(incident).toEqual(known && { ...known, asOf: moment, followUps });
        }
        expect(await past.alerts(ids, moment)).toEqual(ids.flatMap((id) => then.alerts.find(id) ?? []));
      }),
      { numRuns: 25 },
    );
  });

  it('is told to those who may see the incident today', async () => {
    const { past } = viewsOf([
      declared(1),
      declared(2, { visibility: 'RESTRICTED' }),
      changed(1, 'RESTRICTED'),
      changed(2, 'ORGANIZATION'),
    ]);
    const moment = { position: positionOf(2), at: minute(2) };
    expect(await past.incident('INC-1', { moment, viewer: everyone })).toMatchObject({
      visibility: 'ORGANIZATION',
    });
    expect(await past.incident('INC-1', { moment, viewer: outsider })).toBeUndefined();
    expect(await past.incident('INC-2', { moment, viewer: outsider })).toMatchObject({
      visibility: 'RESTRICTED',
    });
  });

  it('before the first event is nothing', async () => {
    const { past } = viewsOf([declared(1)]);
    const moment = await past.momentOf(minute(0));
    expect(moment).toEqual({ position: undefined, at: minute(0) });
    expect(await past.incident('INC-1', { moment, viewer: everyone })).toBeUndefined();
    expect(await past.alerts(ids, moment)).toEqual([]);
  });
});

describe('the moment', () => {
  /** Histories whose clocks run ahead and fall behind, some of whose events do not say when they were recorded. */
  const skewed = fc
    .array(fc.integer({ min: -180, max: 180 }), { minLength: 1, maxLength: 60 })
    .map((seconds) =>
      seconds.map((skew, index): Told => {
        const time = new Date(Date.parse(minute(index)) + skew * 1000).toISOString();
        return { ...declared(index + 1), metadata: { recordedAt: skew % 10 === 0 ? 'at noon' : time } };
      }),
    );
  const timesOf = (events: readonly RecordedEvent[]): string[] =>
    events.flatMap(({ metadata }) => recordedAtOf(metadata) ?? []);

  it('of a time is everything before the first event that was recorded later', async () => {
    await fc.assert(
      fc.asyncProperty(skewed, fc.integer({ min: -5, max: 70 }), async (story, at) => {
        const { past } = viewsOf(story);
        const events = recorded(story);
        const later = events.findIndex(({ metadata }) => (recordedAtOf(metadata) ?? '') > minute(at));
        const last = later === -1 ? events.at(-1) : events[later - 1];
        expect(await past.momentOf(minute(at))).toEqual({ position: last?.position, at: minute(at) });
      }),
    );
  });

  it('of a position has the latest time at which anything up to it was recorded', async () => {
    await fc.assert(
      fc.asyncProperty(skewed, fc.nat(), async (story, place) => {
        const { past } = viewsOf(story);
        const known = recorded(story).slice(0, (place % story.length) + 1);
        const position = known.at(-1)?.position ?? '';
        const at = timesOf(known).toSorted().at(-1) ?? new Date(0).toISOString();
        expect(await past.momentAt(position)).toEqual({ position, at });
      }),
    );
  });

  it('is found by reading a second of the log, however much was recorded in that minute', async () => {
    const story = Array.from({ length: 2_000 }, (_, index): Told => {
      const recordedAt = new Date(Date.parse(minute(0)) + index * 25).toISOString();
      return { ...declared(index + 1), metadata: { recordedAt } };
    });
    const { log, reads } = counted(logOf(recorded(story)));
    const past = new Past({ views: viewsOf(story), log, files: noFiles });
    await past.momentAt(positionOf(1_990));
    await past.momentOf(new Date(Date.parse(minute(0)) + 49_000).toISOString());
    expect(reads()).toBeLessThan(200);
  });
});

const changed = (number: number, to: string): Told => ({
  stream: `incident-${uuid(number)}`,
  type: 'VisibilityChanged',
  data: {
    from: to === 'RESTRICTED' ? 'ORGANIZATION' : 'RESTRICTED',
    to,
    membersAdded: [],
    membersRemoved: [],
    reason: 'So',
  },
});
