import { v4 as uuid } from 'uuid';
import { type EventLog, type NewEvent, openEventLog } from '#event-log';
import { inDirectory } from './directory.js';
import { type Figure, paired } from './figure.js';
import { handWritten } from './hand-written.js';
import { inTurn, rate } from './load.js';
import { logUrl, metadata } from './seed.js';

const inFlight = 64;
const batch = 100;

export const note = (): NewEvent => ({
  id: uuid(),
  type: 'NoteRecorded',
  data: { kind: 'OBSERVATION', body: 'A note' },
  metadata: metadata('2026-01-01T00:00:00.000Z'),
});

/** Appends of so many events per second, with 64 under way at once. */
export const appendRate = (log: EventLog, appends: number, size: number): Promise<number> =>
  rate(inFlight, appends, () => log.append(`incident-${uuid()}`, 'none', Array.from({ length: size }, note)));

/** The embedded engine against the loop that one would write by hand with the same durability. */
export async function log(): Promise<Figure[]> {
  return inDirectory(async (directory) => {
    const engine = await openEventLog(logUrl(directory));
    const byHand = handWritten(directory);
    try {
      await appendRate(engine, 2000, 1);
      byHand.rate(500, 1);
      const singles = await inTurn(
        5,
        () => appendRate(engine, 10_000, 1),
        () => Promise.resolve(byHand.rate(2000, 1)),
      );
      const batches = await inTurn(
        5,
        () => appendRate(engine, 400, batch),
        () => Promise.resolve(byHand.rate(200, batch)),
      );
      return [
        paired('log: single appends, 64 in flight', '/s', singles, { atLeast: 1.0 }),
        paired('log: appends of 100 events, 64 in flight', '/s', batches, { atLeast: 0.5 }),
      ];
    } finally {
      byHand.close();
      await engine.close();
    }
  });
}
