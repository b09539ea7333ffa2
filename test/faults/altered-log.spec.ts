import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { Finding, checkLogFile } from '#audit';
import { aSigner, checkpointOf, fill } from '#audit/testing';
import { type EventMetadata, canonical, chainHash, openEventLog } from '#event-log';
import { all } from '#event-log/testing';

const signer = aSigner();
const directory = mkdtempSync(join(tmpdir(), 'sitrep-altered-'));
const original = join(directory, 'events.db');
const altered = join(directory, 'altered.db');
/** The events of the original, and the newest checkpoint over them. */
let recorded: string[] = [];
let newest = '';

const forget = () => {
  for (const suffix of ['', '-wal', '-shm']) rmSync(altered + suffix, { force: true });
};

/** What is found in the altered file, or the events that were found right there. */
async function found(): Promise<Finding | string[]> {
  const right: string[] = [];
  try {
    await checkLogFile(altered, {
      keys: [signer.verifier],
      checkpoints: [{ name: 'the checkpoint beside it', note: newest }],
      onEvent: ({ index: _, ...event }) => void right.push(canonical(event)),
    });
    return right;
  } catch (error) {
    if (error instanceof Finding) return error;
    throw error;
  }
}

beforeAll(async () => {
  const log = await openEventLog(`sqlite:${original}`);
  await fill(log, signer, { events: 120, every: 30, streams: 7 });
  const events = await all(log.readAll());
  newest = await checkpointOf(log, signer);
  await log.close();
  recorded = events.map(canonical);
});
afterAll(() => {
  rmSync(directory, { recursive: true });
});

/** A way to tamper with the rows, of which `row` and `other` are two. */
type Tampering = (db: Database.Database, row: number, other: number) => void;

const closeHole = 'UPDATE events SET position = -position WHERE position > ?';
const reopen = (by: number) => `UPDATE events SET position = -position + ${by} WHERE position < 0`;

const tamperings: Record<string, Tampering> = {
  'a row is removed': (db, row) => db.prepare('DELETE FROM events WHERE position = ?').run(row),
  'a row is removed, and those behind it close up': (db, row) => {
    db.prepare('DELETE FROM events WHERE position = ?').run(row);
    db.prepare(closeHole).run(row);
    db.exec(reopen(-1));
  },
  'the last rows are removed': (db, row) => db.prepare('DELETE FROM events WHERE position >= ?').run(row),
  'a row is repeated': (db, row, other) => {
    const end = Number(db.prepare('SELECT max(revision) + 1 FROM events').pluck().get());
    db.prepare(closeHole).run(other);
    db.exec(reopen(1));
    db.prepare(
      `INSERT INTO events SELECT ?, id, stream, ?, type, hash, metadata, data FROM events WHERE position = ?`,
    ).run(other + 1, end, row > other ? row + 1 : row);
  },
  'two rows are exchanged': (db, row, other) => {
    const move = db.prepare('UPDATE events SET position = ? WHERE position = ?');
    move.run(-1, row);
    move.run(row, other);
    move.run(other, -1);
  },
  'the data of a row is another': (db, row) => {
    db.prepare(`UPDATE events SET data = '{"text":"It was not us"}' WHERE position = ?`).run(row);
  },
  'the metadata of a row is written otherwise': (db, row) => {
    db.prepare(`UPDATE events SET metadata = replace(metadata, ',"', ', "') WHERE position = ?`).run(row);
  },
  'the data of a row is another, and all hashes of its stream fit': (db, row) => {
    db.prepare(`UPDATE events SET data = '{"text":"It was not us"}' WHERE position = ?`).run(row);
    rehash(db, row);
  },
};

/** Gives all events of a row's stream the hashes that follow from what they hold. */
function rehash(db: Database.Database, row: number): void {
  const rows = db
    .prepare<
      [number],
      {
        position: number;
        id: string;
        stream: string;
        revision: number;
        type: string;
        data: string;
        metadata: string;
      }
    >(
      `SELECT position, lower(hex(id)) AS id, stream, revision, type, data, metadata FROM events
       WHERE stream = (SELECT stream FROM events WHERE position = ?) ORDER BY revision`,
    )
    .all(row);
  const update = db.prepare('UPDATE events SET hash = unhex(?) WHERE position = ?');
  let previous: string | null = null;
  for (const { data, id, metadata, position, ...rest } of rows) {
    const uuid = id.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
    // What the tests have written themselves.
    const event = {
      ...rest,
      id: uuid,
      data: JSON.parse(data) as object,
      metadata: JSON.parse(metadata) as EventMetadata,
    };
    previous = chainHash(event, previous);
    update.run(previous, position);
  }
}

describe("The log's file", () => {
  afterEach(forget);

  it('is right as it is', async () => {
    copyFileSync(original, altered);
    expect(await found()).toEqual(recorded);
  });

  it('is found wrong when any byte is another one, unless every event is what it was', async () => {
    const bytes = readFileSync(original);
    let findings = 0;
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), async (at, difference) => {
        const copy = Buffer.from(bytes);
        copy[at] = (copy[at] ?? 0) ^ difference;
        writeFileSync(altered, copy);
        const result = await found();
        forget();
        if (result instanceof Finding) findings += 1;
        else expect(result).toEqual(recorded);
      }),
      { numRuns: 350 },
    );
    // The rest is free space, which has nothing in it.
    expect(findings).toBeGreaterThan(200);
  });

  it('is found wrong when its rows are tampered with, and the place is named', async () => {
    const rows = fc.integer({ min: 1, max: recorded.length });
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...Object.keys(tamperings)), rows, rows, async (name, row, other) => {
        fc.pre(row !== other);
        copyFileSync(original, altered);
        const db = new Database(altered);
        tamperings[name]?.(db, row, other);
        db.close();
        const result = await found();
        forget();
        expect([name, result]).toEqual([name, expect.any(Finding)]);
        if (result instanceof Finding)
          expect(result.message).toMatch(/^Row \d+|Among the events \d+ to \d+|end/);
      }),
      { numRuns: 250 },
    );
  });

  it.each(['', 'x'])('is no event log where it is cut down to %j', async (rest) => {
    forget();
    writeFileSync(altered, rest);
    const finding = await found();
    expect(finding).toMatchObject({
      code: 'DAMAGED_FILE',
      message: expect.stringMatching(/altered\.db is not an event log of Sitrep$/),
    });
  });

  it('is found wrong when its end is cut off', async () => {
    const bytes = readFileSync(original);
    for (const length of [0, 1, 100, 4096, bytes.length - 4096, bytes.length - 1]) {
      writeFileSync(altered, bytes.subarray(0, length));
      expect([length, await found()]).toEqual([length, expect.any(Finding)]);
      forget();
    }
  });
});
