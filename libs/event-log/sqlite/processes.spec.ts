import { once } from 'node:events';
import { describe, expect, it } from '@jest/globals';
import { aStream, all, events, idsOf, take } from '../testing/index.js';
import { logFiles } from './testing/files.js';
import { saidBy, start, startOnSmallDisk } from './testing/processes.js';

const { aFile, open } = logFiles();

describe('a process with the log open', () => {
  it('ends by itself when it has nothing more to do, closed or not', async () => {
    const file = aFile();
    const child = start(
      `const log = await openSqliteLog({ file });
       await log.append('incident-1', 'none', events(3));
       for await (const { kind } of log.subscribe()) if (kind === 'caught-up') break;
       say('done');`,
      file,
    );
    const [said] = await Promise.all([saidBy(child), once(child, 'exit')]);
    expect(said).toEqual(['done']);
    expect(child.exitCode).toBe(0);
  });

  it('starts a thread for writing with the first append only', async () => {
    const child = start(
      `let threads = 0;
       process.on('worker', () => threads++);
       const log = await openSqliteLog({ file });
       for await (const { kind } of log.subscribe()) if (kind === 'caught-up') break;
       say(threads);
       await log.append('incident-1', 'none', events(1));
       say(threads);
       await log.close();`,
      aFile(),
    );
    expect(await saidBy(child)).toEqual([0, 1]);
  });

  it('gives appends an unknown outcome when the thread for writing dies, and starts another', async () => {
    const child = start(
      `process.on('worker', (thread) => thread.once('online', () => thread.terminate()));
       const log = await openSqliteLog({ file });
       const batch = events(2);
       await log.append('incident-1', 'none', batch).catch(({ name }) => say(name));
       say((await log.health()).ok);
       process.removeAllListeners('worker');
       say((await log.append('incident-1', 'none', batch)).revision);
       await log.close();`,
      aFile(),
    );
    expect(await saidBy(child)).toEqual(['OutcomeUnknown', false, 1]);
  });

  it('is noticed by the subscriptions of another', async () => {
    const file = aFile();
    const log = await open({ file });
    const receiving = take(3, log.subscribe());
    const child = start(
      `const log = await openSqliteLog({ file });
       const written = events(3);
       for (const event of written) await log.append('incident-1', 'any', [event]);
       say(written.map(({ id }) => id));
       await log.close();`,
      file,
    );
    const [[ids], received] = await Promise.all([saidBy(child), receiving]);
    expect(idsOf(received)).toEqual(ids);
  });

  it('leaves every acknowledged event, once and in order, when it is killed', async () => {
    const file = aFile();
    const child = start(
      `const log = await openSqliteLog({ file });
       await Promise.all(Array.from({ length: 16 }, async (_, writer) => {
         for (;;) {
           const batch = events(2);
           const { position } = await log.append('incident-' + writer, 'any', batch);
           for (const { id } of batch) say({ id, position });
         }
       }));`,
      file,
    );
    const saying = saidBy(child);
    if (child.stdout) await once(child.stdout, 'data');
    await new Promise((resolve) => setTimeout(resolve, 150));
    child.kill('SIGKILL');
    const acknowledged = (await saying) as { id: string }[];
    const log = await open({ file });
    const held = await all(log.readAll());
    expect(acknowledged.length).toBeGreaterThan(0);
    expect(idsOf(held)).toEqual(expect.arrayContaining(idsOf(acknowledged)));
    expect(new Set(idsOf(held)).size).toBe(held.length);
    expect(held.map(({ position }) => Number(position))).toEqual(held.map((_, n) => n + 1));
    const stream = aStream();
    await log.append(stream, 'none', events(1));
    expect(await all(log.read(stream))).toHaveLength(1);
  });

  it('records nothing that the disk has no room for, says so, and keeps what it had', async () => {
    const file = aFile();
    const child = startOnSmallDisk(
      `const log = await openSqliteLog({ file });
       const recorded = [];
       const note = () => anEvent('NoteRecorded', { text: 'x'.repeat(50_000) });
       for (let n = 0; ; n++) {
         const event = note();
         try {
           await log.append('incident-1', 'any', [event]);
           recorded.push(event.id);
         } catch ({ name, message }) {
           say({ name, message });
           break;
         }
       }
       say(await log.health());
       const held = [];
       for await (const { id } of log.readAll()) held.push(id);
       say({ recorded, held });
       await log.close();`,
      file,
      1_000,
    );
    const [failure, health, kept] = await saidBy(child);
    expect(failure).toEqual({
      name: 'LogUnavailable',
      message: expect.stringMatching(/disk .*[Nn]othing was recorded/),
    });
    expect(health).toMatchObject({ ok: false, reason: expect.stringMatching(/disk/) });
    const { recorded, held } = kept as { recorded: string[]; held: string[] };
    expect(held).toEqual(recorded);
    const log = await open({ file });
    expect(idsOf(await all(log.readAll()))).toEqual(recorded);
    await log.append('incident-1', recorded.length - 1, events(1));
  });
});
