import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { v4 as uuid } from 'uuid';
import { openEventLog } from '#event-log';
import { anEvent } from '#event-log/testing';
import { ask, codesOf, send } from '../support/client.js';
import { command, declare } from '../support/commands.js';
import { type Service, adminKey, newDataDir, runSitrep, startService } from '../support/service.js';
import { logUrl, recordedIn } from './recorded.js';
import { rebuiltRows, rowsIn } from './views-rows.js';

const dataDir = newDataDir();
const env = { SITREP_DATA_DIR: dataDir, SITREP_ADMIN_KEY: adminKey };
/** How many notes each writer takes. */
const each = 25;
let service: Service;

beforeAll(async () => {
  service = await startService({ dataDir });
});
afterAll(async () => {
  await service.stop();
  rmSync(dataDir, { recursive: true });
});

describe('A key issued at the command line while the service runs', () => {
  it('works without a restart, for what it was given', async () => {
    const issued = await runSitrep(['keys', 'issue', '--name', 'Dashboard', '--scopes', 'read'], env);
    expect(issued).toMatchObject({ exitCode: 0, stdout: expect.stringMatching(/^sitrep_\S+\n$/) });
    const key = issued.stdout.trim();
    const whoAmI = () => send(service.url, '{ me { name scopes } }', {}, key);
    let answer = await whoAmI();
    for (let tries = 0; answer.errors && tries < 100; tries += 1) {
      await pause(50);
      answer = await whoAmI();
    }
    expect(answer.data).toEqual({ me: { name: 'Dashboard', scopes: ['read'] } });
    const declaring = 'mutation { declareIncident(input: { title: "No", severity: P1 }) { position } }';
    expect(codesOf(await send(service.url, declaring, {}, key))).toEqual(['FORBIDDEN']);
  });
});

describe('A key issued where there is no log', () => {
  it('begins one, and says so in case it was to be another', async () => {
    const elsewhere = join(dataDir, 'elsewhere');
    const issue = () => runSitrep(['keys', 'issue', '--name', 'First'], { SITREP_DATA_DIR: elsewhere });
    const stdout = expect.stringMatching(/^sitrep_\S+\n$/);
    expect(await issue()).toEqual({
      exitCode: 0,
      stdout,
      stderr: `There was no log ${join(elsewhere, 'events.db')}: it was begun with this key. If you meant another one, remove it and set SITREP_DATA_DIR.\n`,
    });
    expect(await issue()).toEqual({ exitCode: 0, stdout, stderr: '' });
  });
});

describe('A key without a name that a list could show', () => {
  it.each(['', ' ', 'two\nlines', 'x'.repeat(201)])('is not issued: %j', async (name) => {
    expect(await runSitrep(['keys', 'issue', '--name', name], env)).toEqual({
      exitCode: 1,
      stdout: '',
      stderr: expect.stringMatching(/Give one line of 1 to 200 characters\.\n$/),
    });
  });
});

describe('A second service on the same directory', () => {
  it('is refused, is told what to do, and leaves the first one alone', async () => {
    const before = await declare(service.url);
    const second = await runSitrep(['serve'], {
      ...env,
      SITREP_ADMIN_KEY: 'another-admin-key-of-32-characters',
    });
    expect(second).toEqual({
      exitCode: 1,
      stdout: '',
      stderr: `Another Sitrep is running on the directory ${dataDir}. Stop that one, or give this one a directory of its own with SITREP_DATA_DIR.\n`,
    });
    const after = await declare(service.url);
    expect(Number(after.position)).toBe(Number(before.position) + 1);
    expect(rowsIn(dataDir)).toEqual(await rebuiltRows(dataDir));
  });

  it('is welcome once the first one is gone, however that ended', async () => {
    await service.kill();
    service = await startService({ dataDir });
    await declare(service.url);
  });
});

describe('Another process that writes to the log', () => {
  it('loses nothing and takes nothing from the service, on the very same incident', async () => {
    const { incident } = await declare(service.url);
    const log = await openEventLog(logUrl(dataDir));
    const fromOutside = async () => {
      for (let count = 0; count < each; count += 1) {
        const note = { noteId: uuid(), kind: 'OBSERVATION', body: 'From outside' };
        await log.append(`incident-${incident.id}`, 'any', [anEvent('NoteRecorded', note)]);
        await pause(1);
      }
    };
    const overHttp = async () => {
      for (let count = 0; count < each; count += 1)
        await command(service.url, 'recordNote', {
          incidentId: incident.id,
          kind: 'ACTION',
          body: 'Over HTTP',
        });
    };
    await Promise.all([fromOutside(), ...Array.from({ length: 4 }, overHttp)]);
    const minPosition = await log.head();
    await log.close();

    const ofIncident = (await recordedIn(dataDir)).filter(({ stream }) => stream.endsWith(incident.id));
    expect(ofIncident.map(({ revision }) => revision)).toEqual(ofIncident.map((_, index) => index));
    const { incident: found } = await ask<{ incident: { notes: { body: string }[] } }>(
      service.url,
      'query ($id: ID!, $minPosition: Position) { incident(id: $id, minPosition: $minPosition) { notes { body } } }',
      { id: incident.id, minPosition },
    );
    const bodies = found.notes.map(({ body }) => body);
    expect(bodies.filter((body) => body === 'From outside')).toHaveLength(each);
    expect(bodies.filter((body) => body === 'Over HTTP')).toHaveLength(4 * each);
    expect(rowsIn(dataDir)).toEqual(await rebuiltRows(dataDir));
  });
});
