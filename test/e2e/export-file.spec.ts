import { readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newDataDir, runSitrep } from '../support/service.js';

const root = newDataDir();
const file = (name: string): string => join(root, name);
const exportTo = (name: string) =>
  runSitrep(['export', file(name), '--unsigned'], { SITREP_DATA_DIR: file('data') });

beforeAll(async () => {
  await runSitrep(['keys', 'issue', '--name', 'First'], { SITREP_DATA_DIR: file('data') });
});
afterAll(() => {
  rmSync(root, { recursive: true });
});

describe('The file of an export', () => {
  it('never takes the place of another', async () => {
    writeFileSync(file('mine.ndjson'), 'My own');
    expect(await exportTo('mine.ndjson')).toMatchObject({
      exitCode: 1,
      stderr: `${file('mine.ndjson')} is there already.\n`,
    });
    expect(readFileSync(file('mine.ndjson'), 'utf8')).toBe('My own');
  });

  it('spares what has the name of a file that is not whole yet, and leaves none', async () => {
    writeFileSync(file('new.ndjson.part'), 'My own');
    expect(await exportTo('new.ndjson')).toMatchObject({ exitCode: 0 });
    expect(readFileSync(file('new.ndjson.part'), 'utf8')).toBe('My own');
    const beside = readdirSync(root).filter((name) => name.startsWith('new.ndjson'));
    expect(beside).toEqual(['new.ndjson', 'new.ndjson.part']);
  });

  it('is whole where two are made of one name', async () => {
    await Promise.all([exportTo('both.ndjson'), exportTo('both.ndjson')]);
    expect(await runSitrep(['verify', file('both.ndjson')])).toMatchObject({ exitCode: 0 });
    expect(readdirSync(root).filter((name) => name.startsWith('both'))).toEqual(['both.ndjson']);
  });
});
