import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from '@jest/globals';
import { project, temporaryFiles } from '../testing/files.js';
import { anyHistory } from '../testing/histories.js';
import { rowsOf } from '../testing/rows.js';
import { type Told, positionOf, recorded } from '../testing/telling.js';
import { logOf } from '../testing/told-log.js';
import { build } from './building.js';
import type { Extent } from './taking-over.js';

const directory = mkdtempSync(join(tmpdir(), 'sitrep-past-'));
afterAll(() => {
  rmSync(directory, { recursive: true });
});

const files = temporaryFiles();
let made = 0;

/** The rows of views that a story was projected into. */
function viewsOf(story: readonly Told[]) {
  const file = files.empty();
  project(file, recorded(story));
  return file;
}

/** The rows of a file of the past that is made from views of the story, once it had so many events. */
async function rowsAfter(events: number, story: readonly Told[], extent: Extent) {
  const file = join(directory, `${made++}.db`);
  const settings = { file, views: viewsOf(story), position: positionOf(events), extent };
  await build(settings, logOf(recorded(story)));
  return rowsOf(file);
}

const historyCut = anyHistory.chain((story) =>
  fc.record({ story: fc.constant(story), events: fc.integer({ min: 0, max: story.length }) }),
);

/** What views of the past leave to those of today. */
const ofToday = [
  'timeline',
  'commands',
  'absorptions',
  'checkpoint',
  'api_keys',
  'key_uses',
  'clock',
  'checkpoints',
  'tiles',
];
const forNumbers = [
  'incident_facts',
  'incident_blames',
  'incident_services',
  'deployments',
  'services',
  'policies',
];

describe('a file of the views as they were', () => {
  it('has the rows that views of the log up to then have', async () => {
    await fc.assert(
      fc.asyncProperty(historyCut, async ({ story, events }) => {
        const then = rowsOf(viewsOf(story.slice(0, events)));
        const listed = Object.entries(then).filter(([table]) => !ofToday.includes(table));
        const past = await rowsAfter(events, story, 'LISTS');
        expect(past).toMatchObject(Object.fromEntries(listed));
        expect(listed.length).toBeGreaterThan(20);
      }),
      { numRuns: 15 },
    );
  });

  it('that the numbers are computed from has those of their tables', async () => {
    await fc.assert(
      fc.asyncProperty(historyCut, async ({ story, events }) => {
        const then = rowsOf(viewsOf(story.slice(0, events)));
        const past = await rowsAfter(events, story, 'FACTS');
        for (const table of forNumbers) expect([table, past[table]]).toEqual([table, then[table]]);
      }),
      { numRuns: 15 },
    );
  });
});
