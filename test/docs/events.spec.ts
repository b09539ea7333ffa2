import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { deciders } from '../support/domain.js';
import { eventCatalog } from './event-catalog.js';
import { eventsPage } from './events-page.js';
import { pageAt } from './page.js';
import { librarySources, within } from './sources.js';

const events = eventCatalog().flatMap((aggregate) => aggregate.events);
const without = (lacks: (event: (typeof events)[number]) => boolean) =>
  events.filter(lacks).map(({ type }) => type);

describe('The catalog of events', () => {
  it('has every aggregate of the code', () => {
    const composed = [...librarySources().values()].flatMap((source) =>
      [...within(source)].flatMap((node) => /^decider\('(\w+)'/.exec(node.getText())?.[1] ?? []),
    );
    expect(new Set(deciders.map(({ category }) => category))).toEqual(new Set(composed));
  });

  it('has an example of every event: a golden file of its newest version', () => {
    expect(without(({ examples }) => examples.length === 0)).toEqual([]);
  });

  it('says what every event means: the docstring of its type', () => {
    expect(without(({ means = '' }) => !/^[A-Z`].*\.$/.test(means))).toEqual([]);
  });

  it('names a command for every event', () => {
    expect(without(({ commands }) => commands.length === 0)).toEqual([]);
  });

  it('is what docs/events.md publishes; npm run docs writes it anew', async () => {
    expect(readFileSync(pageAt('docs/events.md'), 'utf8')).toBe(await eventsPage());
  });
});
