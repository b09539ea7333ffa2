import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from '@jest/globals';
import { newSignerKey, parseSigner } from '#audit';
import type { EventLog } from '#event-log';
import { anEvent } from '#event-log/testing';
import { InvalidConfig, readConfig } from '../config/config.js';
import { temporaryLogs } from '../testing/logs.js';
import { openSeal, readSigner } from './seal.js';

const { aLog } = temporaryLogs();
const directory = mkdtempSync(join(tmpdir(), 'sitrep-seal-'));
afterAll(() => {
  rmSync(directory, { recursive: true });
});

const first = anEvent();
let dataDir: string;
let log: EventLog;
let told: object[];
const logger = { info: (facts: object) => void told.push(facts) };
const open = (env: Record<string, string> = {}) =>
  openSeal(readConfig({ SITREP_DATA_DIR: dataDir, ...env }), log, logger);

beforeEach(async () => {
  dataDir = mkdtempSync(join(directory, 'data-'));
  told = [];
  log = await aLog();
  await log.append('weather-1', 'none', [first, anEvent()]);
});

describe('the first start', () => {
  it('makes a key, keeps it for its own user alone, and tells its public part', async () => {
    const { signer } = await open();
    const file = join(dataDir, 'checkpoint.key');
    expect(parseSigner(readFileSync(file, 'utf8').trim()).verifier.toString()).toBe(String(signer.verifier));
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(told).toEqual([{ verifierKey: String(signer.verifier) }]);
    expect(readdirSync(dataDir)).toEqual(['checkpoint.key']);
  });

  it('names the log by its first event, and the key by the log', async () => {
    const { origin, signer } = await open();
    expect(origin).toBe(`sitrep/${first.id}`);
    expect(signer.name).toBe(origin);
  });
});

describe('a later start', () => {
  it('takes the same key, and says nothing', async () => {
    const before = await open();
    told = [];
    const after = await open();
    expect(String(after.signer.verifier)).toBe(String(before.signer.verifier));
    expect(told).toEqual([]);
  });

  it('takes no other key for one that is damaged, and says what to do', async () => {
    writeFileSync(join(dataDir, 'checkpoint.key'), 'PRIVATE+KEY+nonsense');
    await expect(open()).rejects.toThrow(InvalidConfig);
    await expect(open()).rejects.toThrow(/Put it back from a backup/);
    await expect(open()).rejects.not.toThrow(/nonsense/);
  });
});

describe('the configuration', () => {
  const key = newSignerKey('incidents.example.com');

  it('can give the key and the name, and nothing is kept then', async () => {
    const { origin, signer } = await open({
      SITREP_CHECKPOINT_KEY: key,
      SITREP_CHECKPOINT_ORIGIN: 'incidents.example.com/log',
    });
    expect(origin).toBe('incidents.example.com/log');
    expect(signer.name).toBe('incidents.example.com');
    expect(readdirSync(dataDir)).toEqual([]);
  });

  it.each([
    ['SITREP_CHECKPOINT_KEY', `${key}x`, /must be a private key to signed notes/],
    ['SITREP_CHECKPOINT_ORIGIN', 'our log', /must not have spaces/],
    ['SITREP_CHECKPOINT_SECONDS', '-1', /must be a whole number/],
  ])('is refused with a wrong %s', (name, value, message) => {
    expect(() => readConfig({ [name]: value })).toThrow(message);
  });

  it('never shows a wrong key', () => {
    const secret = key.slice(-44);
    expect(() => readConfig({ SITREP_CHECKPOINT_KEY: `${key}x` })).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining(secret) }),
    );
  });
});

describe('before the first start', () => {
  it('there is no key', () => {
    expect(readSigner(readConfig({ SITREP_DATA_DIR: dataDir }))).toBeUndefined();
  });
});
