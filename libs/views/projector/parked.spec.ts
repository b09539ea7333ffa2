import { describe, expect, it } from '@jest/globals';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { ledgers, projections } from '../projections/index.js';
import type { Projection } from '../projections/projection.js';
import { project, projecting, temporaryFiles } from '../testing/files.js';
import { failingOn } from '../testing/flawed.js';
import { anyHistory } from '../testing/histories.js';
import { rowsOf } from '../testing/rows.js';
import { type Told, acknowledged, declared, positionOf, recorded, uuid } from '../testing/telling.js';
import { Projector } from './projector.js';

const files = temporaryFiles();

const newFile = () => files.empty();
const rowsAfter = (story: readonly Told[]) => files.rowsAfter(story);

const incident = (number: number): string => `incident-${uuid(number)}`;

const unreadable = (number: number): Told => ({
  stream: incident(number),
  type: 'SeverityChanged',
  data: { from: 'P1', to: 7, reason: 'No severity at all' },
});
const changed: Told = {
  stream: incident(1),
  type: 'SeverityChanged',
  data: { from: 'P1', to: 'P0', reason: 'Orders are being lost' },
};

describe('an event that a projection cannot take', () => {
  const story = [declared(1), unreadable(1), acknowledged(1), declared(2), acknowledged(2)];

  it('parks its stream for every projection, and says why', () => {
    projecting(newFile(), (projector) => {
      projector.apply(recorded(story));
      expect([...projector.parked.values()]).toEqual([
        {
          stream: incident(1),
          revision: 1,
          position: positionOf(2),
          eventId: uuid(2),
          type: 'SeverityChanged',
          recordedAt: '2026-03-02T09:02:00.000Z',
          projection: 'incidents',
          error: 'TypeError: severity is number, not text',
        },
      ]);
    });
  });

  it('leaves the rows of its stream as before it, and those of others as if it were not', () => {
    const { checkpoint, parked, ...rows } = rowsAfter(story);
    expect(rows['incidents']).toHaveLength(2);
    const without = [declared(1), declared(2), acknowledged(2)];
    expect(rows['timeline']).toHaveLength(without.length);
    expect(checkpoint?.[0]).toContain(positionOf(5));
    expect(parked).toHaveLength(1);
  });

  it('is taken by none, also where only the last of them cannot take it', () => {
    const change = { ...unreadable(1), data: { from: 'P1', to: 'P2', reason: 'Less than it seemed' } };
    const rowsWhere = (flawed: readonly Projection[]) => {
      const file = newFile();
      project(file, recorded([declared(1), change, declared(2)]), flawed);
      const { parked, ...rows } = rowsOf(file);
      expect(parked).toHaveLength(1);
      return rows;
    };
    const fail = failingOn('SeverityChanged');
    const last = projections.map((each) => (each.name === 'timeline' ? fail(each) : each));
    expect(rowsWhere(last)).toEqual(rowsWhere(projections.map(fail)));
  });

  it.each([
    ['no facts', { ...acknowledged(1), metadata: { occurredAt: 'yesterday' } }],
    ['data that JSON holds and no incident', { ...acknowledged(1), type: 'RoleAssigned', data: {} }],
  ])('may be one with %s', (_, poison) => {
    const rows = rowsAfter([declared(1), poison, declared(2)]);
    expect(rows['parked']).toHaveLength(1);
    expect(rows['incidents']).toHaveLength(2);
  });

  it('may be the first of a stream, which opens it in no known way', () => {
    const rows = rowsAfter([acknowledged(1), declared(2)]);
    expect(rows['parked']?.[0]).toContain('The stream opens with IncidentAcknowledged');
  });

  it('is still parked after a restart, and so are the events after it', () => {
    const events = recorded(story);
    const file = newFile();
    project(file, events.slice(0, 2));
    project(file, events.slice(2));
    expect(rowsOf(file)).toEqual(rowsAfter(story));
  });

  it('is taken when it is tried again after what failed on it was mended', () => {
    const file = newFile();
    const events = recorded(story.map((told) => (told.type === 'SeverityChanged' ? changed : told)));
    project(file, events, projections.map(failingOn('SeverityChanged')));
    expect(rowsOf(file)['parked']).toHaveLength(1);
    projecting(file, (projector) => {
      projector.retry(
        incident(1),
        events.filter(({ stream, revision }) => stream === incident(1) && revision >= 1),
      );
    });
    expect(rowsOf(file)).toEqual(rowsAfter([declared(1), changed, ...story.slice(2)]));
  });

  it('is tried again as a whole or not at all, whatever fails the file meanwhile', () => {
    const file = newFile();
    const events = recorded(story.map((told) => (told.type === 'SeverityChanged' ? changed : told)));
    project(file, events, projections.map(failingOn('SeverityChanged')));
    const before = rowsOf(file);
    const again = events.filter(({ stream, revision }) => stream === incident(1) && revision >= 1);
    const db = new Database(file);
    const failing = new Projector(db, ledgers, projections);
    db.exec(
      `CREATE TEMP TRIGGER full BEFORE INSERT ON main.timeline WHEN NEW.revision = 2
       BEGIN SELECT RAISE(ROLLBACK, 'The disk is full'); END`,
    );
    expect(() => {
      failing.retry(incident(1), again);
    }).toThrow('The disk is full');
    db.close();
    expect(rowsOf(file)).toEqual(before);
    projecting(file, (projector) => {
      projector.retry(incident(1), again);
    });
    expect(rowsOf(file)['parked']).toEqual([]);
  });

  it('stays parked when it is tried again for nothing', () => {
    const file = newFile();
    const events = recorded(story);
    project(file, events);
    projecting(file, (projector) => {
      projector.retry(
        incident(1),
        events.filter(({ stream, revision }) => stream === incident(1) && revision >= 1),
      );
    });
    expect(rowsOf(file)).toEqual(rowsAfter(story));
  });
});

/** The rows after a story with events of this type parking their streams, and these taken later. */
function rowsAfterRetrying(story: readonly Told[], type: string) {
  const file = files.empty();
  const events = recorded(story);
  project(file, events, projections.map(failingOn(type)));
  projecting(file, (projector) => {
    for (const { stream, revision } of [...projector.parked.values()])
      projector.retry(
        stream,
        events.filter((event) => event.stream === stream && event.revision >= revision),
      );
  });
  return rowsOf(file);
}

const types = ['SeverityChanged', 'VisibilityChanged', 'NoteRecorded', 'IncidentDeclared', 'AlertFired'];

describe('a stream that was parked and is taken up again', () => {
  it.each(types)('has the rows of a fresh rebuild, where it was parked by %s', (type) => {
    fc.assert(
      fc.property(anyHistory, (story) => {
        expect(rowsAfterRetrying(story, type)).toEqual(rowsAfter(story));
      }),
      { numRuns: 20 },
    );
  });

  it('has the members that it would have, though their changes were taken before', () => {
    const stream = `incident-${uuid(1)}`;
    const severity = { from: 'P1', to: 'P2', reason: 'Less than it seemed' };
    const members = (membersAdded: readonly string[], membersRemoved: readonly string[] = []) => ({
      stream,
      type: 'VisibilityChanged',
      data: { from: 'RESTRICTED', to: 'RESTRICTED', membersAdded, membersRemoved },
    });
    const story = [
      declared(1, { visibility: 'RESTRICTED' }),
      members(['amina', 'bela']),
      { stream, type: 'SeverityChanged', data: severity },
      members(['chidi'], ['amina']),
      members(['amina']),
    ];
    expect(rowsAfterRetrying(story, 'SeverityChanged')).toEqual(rowsAfter(story));
  });
});
