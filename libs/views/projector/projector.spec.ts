import { describe, expect, it } from '@jest/globals';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { ledgers, projections } from '../projections/index.js';
import type { Projection } from '../projections/projection.js';
import { project, projecting, temporaryFiles } from '../testing/files.js';
import { anyHistory } from '../testing/histories.js';
import { failingOn } from '../testing/flawed.js';
import { rowsOf } from '../testing/rows.js';
import { type Told, declared, positionOf, recorded, uuid } from '../testing/telling.js';
import { Projector } from './projector.js';

const files = temporaryFiles();
const newFile = () => files.empty();

function rowsAfter(story: readonly Told[]) {
  const file = newFile();
  project(file, recorded(story));
  return rowsOf(file);
}

const incident = (number: number): string => `incident-${uuid(number)}`;

const acknowledged = (number: number): Told => ({
  stream: incident(number),
  type: 'IncidentAcknowledged',
  data: {},
});
const unreadable = (number: number): Told => ({
  stream: incident(number),
  type: 'SeverityChanged',
  data: { from: 'P1', to: 7, reason: 'No severity at all' },
});

describe('the rows of the views', () => {
  it('are those of a fresh rebuild, however the log was cut into batches and the projector restarted', () => {
    const cuts = fc.array(fc.record({ after: fc.integer({ min: 1, max: 9 }), restart: fc.boolean() }));
    fc.assert(
      fc.property(anyHistory, cuts, (story, cuts) => {
        const events = recorded(story);
        const file = newFile();
        let from = 0;
        for (const { after, restart } of [...cuts, { after: events.length, restart: true }]) {
          projecting(file, (projector) => {
            for (const size of restart ? [after] : [1, after]) {
              projector.apply(events.slice(from, from + size));
              projector.commit();
              from += size;
            }
          });
        }
        expect(rowsOf(file)).toEqual(rowsAfter(story));
      }),
      { numRuns: 40 },
    );
  });

  it('are none of a batch that was not committed', () => {
    const file = newFile();
    projecting(file, (projector) => {
      projector.apply(recorded([declared(1), declared(2)]));
    });
    expect(rowsOf(file)).toEqual(rowsAfter([]));
  });

  it('number incidents by the rank of their declaration, also where one cannot be read', () => {
    const rows = rowsAfter([declared(7), declared(3, { title: null }), declared(9)]);
    const numbered = [7, 3, 9].map((id, at) => JSON.stringify([at + 1, uuid(id), positionOf(at + 1)]));
    expect(rows['incident_numbers']).toEqual(numbered);
    expect(rows['incidents']).toHaveLength(2);
  });

  it('keep an event of an unknown type on the timeline, and change nothing else for it', () => {
    const painted = { stream: incident(1), type: 'IncidentPainted', data: { color: 'green' } };
    const rows = rowsAfter([declared(1), painted, acknowledged(1)]);
    expect(rows['timeline']?.filter((row) => row.includes('IncidentPainted'))).toHaveLength(1);
    expect(rows['incidents']?.[0]).toContain('"ACKNOWLEDGED"');
    expect(rows['parked']).toEqual([]);
  });

  it('note each event of a command with an idempotency key, whether its stream can be read or not', () => {
    const metadata = { commandId: uuid(42), fingerprint: 'f00' };
    const rows = rowsAfter([
      { ...declared(1, { title: null }), metadata },
      { ...acknowledged(1), metadata },
    ]);
    expect(rows['commands']).toHaveLength(2);
    expect(rows['incidents']).toEqual([]);
  });
});

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

describe('a failure of the file', () => {
  it('is not laid to the event at hand', () => {
    const file = newFile();
    const db = new Database(file);
    const projector = new Projector(db, ledgers, projections);
    projector.apply(recorded([declared(1)]));
    projector.commit();
    db.exec('DROP TABLE timeline');
    expect(() => {
      projector.apply(recorded([declared(1), acknowledged(1)]).slice(1));
      projector.commit();
    }).toThrow(/no such table/);
    db.close();
    expect(rowsOf(file)['parked']).toEqual([]);
  });
});

const changed: Told = {
  stream: incident(1),
  type: 'SeverityChanged',
  data: { from: 'P1', to: 'P0', reason: 'Orders are being lost' },
};
