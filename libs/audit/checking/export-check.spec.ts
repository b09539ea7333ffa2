import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type EventLog, openEventLog } from '#event-log';
import { exportStream, exportWindow } from '../export/part.js';
import { exportLog } from '../export/whole.js';
import { fileOf, inPieces, linesIn } from '../testing/files.js';
import { aSigner, fill } from '../testing/some-log.js';
import { checkExport } from './export-check.js';
import { Finding } from './finding.js';

const signer = aSigner();
const keys = [signer.verifier];
const seal = { origin: 'sitrep.example/log', signer, before: [] };
const directory = mkdtempSync(join(tmpdir(), 'sitrep-audit-'));
const files: Record<string, Buffer> = {};
let log: EventLog;

/** What is found to be wrong; undefined when nothing is. */
async function foundIn(file: Uint8Array): Promise<Finding | undefined> {
  try {
    await checkExport(inPieces(file), { keys });
    return undefined;
  } catch (error) {
    if (error instanceof Finding) return error;
    throw error;
  }
}

beforeAll(async () => {
  log = await openEventLog(`sqlite:${join(directory, 'events.db')}`);
  const [stream = ''] = await fill(log, signer, { events: 60, every: 20, streams: 4 });
  files['the whole log'] = await fileOf(exportLog(log, { seal }));
  files['one stream'] = await fileOf(exportStream(log, stream, { seal }));
  files['a window'] = await fileOf(
    exportWindow(log, { from: '2026-03-01T10:00:00.000Z', to: '2026-03-01T11:00:00.000Z' }, { seal }),
  );
});
afterAll(async () => {
  await log.close();
  rmSync(directory, { recursive: true });
});

describe.each(['the whole log', 'one stream', 'a window'])('An export of %s', (kind) => {
  const fileOfKind = (): Buffer => files[kind] ?? Buffer.alloc(0);
  const numRuns = 400;

  it('is right as it is', async () => {
    const lines = linesIn(fileOfKind()).length;
    expect(lines).toBeGreaterThan(10);
    const { signature, summary } = await checkExport(inPieces(fileOfKind(), 7), { keys });
    expect(signature?.by).toContain(signer.name);
    expect(summary.events).toBe(lines - 2);
  });

  it('is found wrong in the very line in which any byte is another one', async () => {
    const file = fileOfKind();
    const lines = linesIn(file).length;
    await fc.assert(
      fc.asyncProperty(fc.nat(file.length - 1), fc.integer({ min: 1, max: 255 }), async (at, difference) => {
        const altered = Buffer.from(file);
        altered[at] = (altered[at] ?? 0) ^ difference;
        const line = linesIn(file.subarray(0, at + 1)).length;
        const found = await foundIn(altered);
        if (line === 1) expect(found?.message).toMatch(/[Ff]irst line|Line 1 /);
        else if (line === lines) expect(found?.message).toMatch(new RegExp(`last line|Line ${line}`));
        else expect(found?.place.line).toBe(line);
      }),
      { numRuns },
    );
  });

  it('is found wrong in its first line when any byte of that is its neighbour', async () => {
    const file = fileOfKind();
    const [first = Buffer.alloc(0)] = linesIn(file);
    for (const at of first.keys()) {
      const altered = Buffer.from(file);
      altered[at] = (altered[at] ?? 0) ^ 1;
      expect((await foundIn(altered))?.message).toMatch(/[Ff]irst line|Line 1 /);
    }
  });

  it('is found wrong when lines are dropped, repeated, or exchanged', async () => {
    const lines = linesIn(fileOfKind());
    const index = fc.nat(lines.length - 1);
    const at = (index: number): Uint8Array => lines[index] ?? Buffer.alloc(0);
    const mutation = fc.oneof(
      fc.record({ drop: index, count: fc.integer({ min: 1, max: 5 }) }),
      fc.record({ repeat: index, before: index }),
      fc.record({ exchange: index, with: index }).filter((two) => two.exchange !== two.with),
    );
    await fc.assert(
      fc.asyncProperty(mutation, async (mutated) => {
        const { altered, first } =
          'drop' in mutated
            ? { altered: lines.toSpliced(mutated.drop, mutated.count), first: mutated.drop }
            : 'repeat' in mutated
              ? { altered: lines.toSpliced(mutated.before, 0, at(mutated.repeat)), first: mutated.before }
              : {
                  altered: lines
                    .with(mutated.exchange, at(mutated.with))
                    .with(mutated.with, at(mutated.exchange)),
                  first: Math.min(mutated.exchange, mutated.with),
                };
        const found = await foundIn(Buffer.concat(altered));
        expect(found).toBeInstanceOf(Finding);
        const { line } = found?.place ?? {};
        if (line !== undefined) expect([first + 1, first + 2]).toContain(line);
        else expect(found?.message).toMatch(/[Ff]irst line|last line|The file (is empty|ends after)/);
      }),
      { numRuns },
    );
  });

  it('is found wrong when its end is missing', async () => {
    const file = fileOfKind();
    await fc.assert(
      fc.asyncProperty(fc.nat(file.length - 1), async (length) => {
        const found = await foundIn(file.subarray(0, length));
        expect(found?.message).toMatch(/cut off|is empty|the last line of the export is missing/);
      }),
      { numRuns: 100 },
    );
  });
});

describe('Exports of any log', () => {
  const minutes = fc.integer({ min: -5, max: 60 });
  const time = fc.option(
    minutes.map((n) => new Date(Date.parse('2026-03-01T09:30:00.120Z') + n * 60_000).toISOString()),
    { nil: undefined },
  );
  const anyLog = fc.record({
    events: fc.integer({ min: 1, max: 50 }),
    every: fc.integer({ min: 1, max: 30 }),
    streams: fc.integer({ min: 1, max: 9 }),
    from: time,
    to: time,
  });

  it('are right as they are, whatever is in it', async () => {
    await fc.assert(
      fc.asyncProperty(anyLog, async ({ from, to, ...shape }) => {
        const one = await openEventLog(`sqlite:${join(directory, randomUUID())}.db`);
        try {
          const [stream = ''] = await fill(one, signer, shape);
          const { tree } = await checkExport(inPieces(await fileOf(exportLog(one, { seal }))), { keys });
          for (const part of [exportStream(one, stream, { seal }), exportWindow(one, { from, to }, { seal })])
            expect((await checkExport(inPieces(await fileOf(part)), { keys })).tree).toEqual(tree);
        } finally {
          await one.close();
        }
      }),
      { numRuns: 15 },
    );
  });

  it('are right of an empty one as well', async () => {
    const empty = await openEventLog(`sqlite:${join(directory, 'empty.db')}`);
    for (const lines of [exportLog(empty, { seal }), exportWindow(empty, {}, { seal })])
      expect((await checkExport(inPieces(await fileOf(lines)), { keys })).tree.size).toBe(0);
    await empty.close();
  });
});
