import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openEventLog } from '#event-log';
import { Incidents } from '../reading/incidents.js';
import { project, temporaryFiles } from '../testing/files.js';
import { someIncidents } from '../testing/some-incidents.js';
import { appendable, positionOf, recorded } from '../testing/telling.js';
import { ViewsUnavailable } from '../errors.js';
import type { Moment } from './moment.js';
import { PastFiles } from './past-files.js';

const directory = mkdtempSync(join(tmpdir(), 'sitrep-past-files-'));
const kept = join(directory, 'as-of');
const log = `sqlite:${join(directory, 'events.db')}`;
const story = someIncidents(3);
const views = { file: temporaryFiles().empty(), generation: 0 };

beforeAll(async () => {
  project(views.file, recorded(story));
  const opened = await openEventLog(log);
  for (const [index, told] of story.entries())
    await opened.append(told.stream, 'any', [appendable(told, index + 1)]);
  await opened.close();
});
afterAll(() => {
  rmSync(directory, { recursive: true });
});

const momentAt = (place: number): Moment => ({ position: positionOf(place), at: '2026-03-02T10:00:00.000Z' });
const withFiles = async (work: (files: PastFiles) => Promise<void>) => {
  const files = new PastFiles({ directory, log, views });
  await work(files).finally(() => files.close());
};

describe('the files of the past', () => {
  it('are kept for the last few moments, and gone at the end', () =>
    withFiles(async (files) => {
      for (let place = 1; place <= 6; place += 1) await files.open(momentAt(place), 'LISTS');
      await files.open(momentAt(6), 'FACTS');
      expect(readdirSync(kept).length).toBeLessThanOrEqual(5);
      await files.close();
      expect(existsSync(kept)).toBe(false);
    }));

  it('serve everyone who asks for the same moment', () =>
    withFiles(async (files) => {
      const readers = await Promise.all([1, 2, 3].map(() => files.open(momentAt(2), 'LISTS')));
      expect(new Set(readers).size).toBe(1);
      expect(await files.open(momentAt(2), 'FACTS')).toBe(readers[0]);
      const numbers = readers.map((reader) =>
        new Incidents(reader).hiddenFrom({ restricted: true, principal: '' }),
      );
      expect(numbers).toEqual([[], [], []]);
    }));

  it('are refused to those who would wait behind too many', () =>
    withFiles(async (files) => {
      const asked = Array.from({ length: 10 }, (_, at) => files.open(momentAt(at + 1), 'FACTS'));
      const outcomes = await Promise.allSettled(asked);
      expect(outcomes.map(({ status }) => status)).toEqual([
        ...Array.from({ length: 8 }, () => 'fulfilled'),
        'rejected',
        'rejected',
      ]);
      await expect(asked[9]).rejects.toBeInstanceOf(ViewsUnavailable);
    }));

  it('that cannot be made are so the next time', () =>
    withFiles(async (files) => {
      const { file } = views;
      views.file = join(directory, 'missing', 'views.db');
      await expect(files.open(momentAt(2), 'FACTS')).rejects.toBeInstanceOf(ViewsUnavailable);
      views.file = file;
      await expect(files.open(momentAt(2), 'FACTS')).resolves.toBeDefined();
    }));

  it('that a crash left behind are gone at the start', async () => {
    mkdirSync(kept);
    writeFileSync(join(kept, '1.db'), 'half');
    const files = new PastFiles({ directory, log, views });
    expect(existsSync(kept)).toBe(false);
    await files.close();
  });

  it('are made anew once the views of today were', () =>
    withFiles(async (files) => {
      const one = await files.open(momentAt(2), 'FACTS');
      views.generation += 1;
      expect(await files.open(momentAt(2), 'FACTS')).not.toBe(one);
    }));

  it('end whoever waits when the service does', () =>
    withFiles(async (files) => {
      const asked = Promise.allSettled([1, 2].map((place) => files.open(momentAt(place), 'FACTS')));
      await files.close();
      for (const { status } of await asked) expect(status).toBe('rejected');
      await expect(files.open(momentAt(1), 'FACTS')).rejects.toBeInstanceOf(ViewsUnavailable);
    }));
});
