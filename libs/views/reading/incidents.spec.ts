import { describe, expect, it } from '@jest/globals';
import type { Viewer } from '#incident';
import { temporaryFiles } from '../testing/files.js';
import { people, someIncidents } from '../testing/some-incidents.js';
import { type Told, declared, positionOf, uuid } from '../testing/telling.js';
import type { IncidentDocument } from './incident-document.js';
import { Incidents } from './incidents.js';

const files = temporaryFiles();
const count = 150;
const incidents = new Incidents(files.reading(someIncidents(count)));
const everyone: Viewer = { restricted: true, principal: 'auditor' };
const outsider: Viewer = { restricted: false, principal: 'outsider' };
const member: Viewer = { restricted: false, principal: people[0] ?? '' };

/** All incidents, by their references. */
const all: readonly IncidentDocument[] = Array.from({ length: count }, (_, index) => {
  const found = incidents.find(`INC-${index + 1}`, everyone);
  if (!found) throw new Error(`INC-${index + 1} is missing`);
  return found;
});

describe('an incident', () => {
  it('is found by its UUID and by its reference, in upper case and lower', () => {
    for (const name of ['INC-7', 'inc-7', uuid(7), uuid(7).toUpperCase()])
      expect(incidents.find(name, everyone)).toMatchObject({ id: uuid(7), number: 7, reference: 'INC-7' });
  });

  it.each(['INC-0', 'INC-151', 'INC-07', 'INC-', 'INC-1e3', '7', uuid(151), "' OR 1", ''])(
    'is not found as %j',
    (name) => {
      expect(incidents.find(name, everyone)).toBeUndefined();
      expect(incidents.idOf(name, everyone)).toBeUndefined();
    },
  );

  it('says where it stands in the log', () => {
    const incident = incidents.find('INC-150', everyone);
    expect(incident).toMatchObject({ position: positionOf(someIncidents(count).length) });
    expect(incident?.revision).toBe(
      someIncidents(count).filter(({ stream }) => stream === `incident-${uuid(150)}`).length - 1,
    );
  });

  it('that is restricted does not exist for outsiders', () => {
    const restricted = all.filter(({ visibility }) => visibility === 'RESTRICTED');
    expect(restricted.length).toBeGreaterThan(10);
    for (const { id, reference } of restricted) {
      expect(incidents.find(reference, outsider)).toBeUndefined();
      expect(incidents.idOf(id, outsider)).toBeUndefined();
      expect(incidents.matching(id, {}, outsider)).toBeUndefined();
      expect(incidents.isVisible(id, outsider)).toBe(false);
      expect(incidents.isVisible(id, everyone)).toBe(true);
    }
  });

  it('that is restricted exists for its members', () => {
    const theirs = all.filter(({ members }) => members.includes(member.principal));
    expect(theirs.length).toBeGreaterThan(5);
    for (const incident of theirs) {
      const { id, reference } = incident;
      expect(incidents.find(reference, member)).toEqual(incident);
      expect(incidents.idOf(reference, member)).toBe(id);
      expect(incidents.matching(id, {}, member)).toEqual(incident);
      expect(incidents.isVisible(id, member)).toBe(true);
    }
  });

  it('is open to all where it is the organization’s', () => {
    const { id } = all.find(({ visibility }) => visibility === 'ORGANIZATION') ?? {};
    expect(incidents.isVisible(String(id), outsider)).toBe(true);
  });

  it('is only for those who may see everything where it is not there, or its stream is parked', () => {
    const unreadable = {
      stream: `incident-${uuid(1)}`,
      type: 'VisibilityChanged',
      data: {},
      metadata: { occurredAt: '' },
    };
    const story = someIncidents(3).filter(({ stream }) => stream.endsWith('1'));
    const parked = new Incidents(files.reading([...story, unreadable]));
    expect([uuid(1), uuid(2)].map((id) => parked.isVisible(id, outsider))).toEqual([false, false]);
    expect([uuid(1), uuid(2)].map((id) => parked.isVisible(id, everyone))).toEqual([true, true]);
  });
});

describe('an incident that cannot be read to its end', () => {
  const stream = `incident-${uuid(1)}`;
  const parking = { stream, type: 'SeverityChanged', data: { from: 'P1', to: 7 } };
  const changed = (data: object) => ({ stream, type: 'VisibilityChanged', data });
  const restricted = changed({
    from: 'ORGANIZATION',
    to: 'RESTRICTED',
    membersAdded: [member.principal],
    membersRemoved: [],
  });
  const opened = changed({
    from: 'RESTRICTED',
    to: 'ORGANIZATION',
    membersAdded: [],
    membersRemoved: [member.principal],
  });
  const removed = changed({
    from: 'RESTRICTED',
    to: 'RESTRICTED',
    membersAdded: [],
    membersRemoved: [member.principal],
  });
  /** Which of those who may see everything, the member and everybody else find it. */
  const seenAfter = (...story: readonly Told[]) => {
    const incidents = new Incidents(files.reading([declared(1), ...story]));
    return [everyone, member, outsider].map((viewer) => incidents.page({}, viewer).totalCount === 1);
  };

  it.each([
    ['is there for whom it was', [parking], [true, true, true]],
    ['is restricted by what follows', [parking, restricted], [true, true, false]],
    ['loses its members', [parking, restricted, removed], [true, false, false]],
    ['is opened again', [parking, restricted, opened], [true, true, true]],
    ['is for those who may see everything once nobody can read who may', [changed({})], [true, false, false]],
    ['is opened again after that', [changed({}), opened], [true, true, true]],
  ])('%s', (_, story, seen) => {
    expect(seenAfter(...story)).toEqual(seen);
  });
});

describe('the search', () => {
  const found = (search: string) =>
    incidents.page({ filter: { search }, page: { first: 100 } }, everyone).totalCount;

  it('takes what people type for words, and none of it for operators', () => {
    for (const typed of [
      'checkout OR fails',
      'NOT checkout',
      'title:checkout',
      '"checkout',
      'checkout)',
      '*',
      '\0',
    ])
      expect(() => found(typed)).not.toThrow();
    expect(found('checkout AND fails')).toBe(0);
  });

  it('finds the last word by its beginning, and others where a star says so', () => {
    expect(found('fails check')).toBe(found('fails checkout'));
    expect(found('check fails')).toBe(0);
    expect(found('check* fails')).toBe(found('checkout fails'));
    expect(found('"check"')).toBe(0);
  });

  it('finds words side by side where they are in quotes', () => {
    const sideBySide = all.filter(({ title, notes }) =>
      [title, ...notes.map(({ body }) => body)].some((text) => text.includes('fails Checkout')),
    );
    expect(sideBySide.length).toBeGreaterThan(0);
    expect(found('"FAILS checkout"')).toBe(sideBySide.length);
    expect(found('fails checkout')).toBeGreaterThan(sideBySide.length);
  });

  it('leaves out what is not wanted, also where nothing else is asked', () => {
    expect(found('checkout -fails')).toBe(found('checkout') - found('checkout fails'));
    expect(found('-fails')).toBe(count - found('fails'));
  });

  it('finds what is written with and without its accents', () => {
    expect(found('trage')).toBe(found('träge'));
    expect(found('trage')).toBeGreaterThan(0);
  });

  it('narrows nothing down where nothing is typed', () => {
    expect(found('  ')).toBe(count);
  });

  it('finds no note that was retracted, and corrected texts as they read now', () => {
    const stream = `incident-${uuid(1)}`;
    const written = { kind: 'OBSERVATION' };
    const story: Told[] = [
      ...someIncidents(1).slice(0, 1),
      { stream, type: 'NoteRecorded', data: { noteId: 'a', ...written, body: 'zebra' } },
      { stream, type: 'NoteRecorded', data: { noteId: 'b', ...written, body: 'giraffe' } },
      {
        stream,
        type: 'NoteRetracted',
        data: { noteId: 'a', kind: 'OBSERVATION', body: 'zebra', reason: 'Wrong' },
      },
      {
        stream,
        type: 'NoteCorrected',
        data: { noteId: 'b', kind: 'OBSERVATION', from: 'giraffe', to: 'okapi' },
      },
    ];
    const zoo = new Incidents(files.reading(story));
    const hits = (search: string) => zoo.page({ filter: { search } }, everyone).totalCount;
    expect(['zebra', 'giraffe', 'okapi'].map(hits)).toEqual([0, 0, 1]);
  });
});
