import { describe, expect, it } from '@jest/globals';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { ledgers, projections } from '../projections/index.js';
import { projecting, temporaryFiles } from '../testing/files.js';
import { anyHistory } from '../testing/histories.js';
import { rowsOf } from '../testing/rows.js';
import { type Told, acknowledged, declared, positionOf, recorded, uuid } from '../testing/telling.js';
import { Projector } from './projector.js';

const files = temporaryFiles();
const newFile = () => files.empty();

const rowsAfter = (story: readonly Told[]) => files.rowsAfter(story);

const incident = (number: number): string => `incident-${uuid(number)}`;

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
