import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { type IncomingMessage, get as request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { checkExport, parseVerifier } from '#audit';
import { inPieces } from '#audit/testing';
import { openEventLog } from '#event-log';
import { anEvent } from '#event-log/testing';
import { logUrl } from '../faults/recorded.js';
import { ask } from '../support/client.js';
import { command, declare, issueKey, revokeKey } from '../support/commands.js';
import { type HostedService, hostService } from '../support/hosted.js';
import { adminKey, newDataDir } from '../support/service.js';

let service: HostedService;

const get = (path: string, key: string | null = adminKey, headers: Record<string, string> = {}) =>
  fetch(`${service.url}/export${path}`, {
    headers: { ...(key !== null && { authorization: `Bearer ${key}` }), ...headers },
  });

const refusalOf = async (answer: Response) => {
  const { errors } = (await answer.json()) as { errors: { message: string; extensions: { code: string } }[] };
  return [answer.status, errors[0]?.extensions.code, errors[0]?.message];
};

async function keys() {
  const { checkpoint } = await ask<{ checkpoint: { verifierKeys: string[] } }>(
    service.url,
    '{ checkpoint { verifierKeys } }',
  );
  return checkpoint.verifierKeys.map(parseVerifier);
}

const checked = async (answer: Response) =>
  checkExport(inPieces(Buffer.from(await answer.arrayBuffer())), { keys: await keys() });

beforeAll(async () => {
  service = await hostService({ env: { SITREP_CHECKPOINT_SECONDS: '1' } });
  await declare(service.url, { title: 'Checkout fails' });
  await declare(service.url, { title: 'A secret', security: true });
  for (let n = 0; n < 5; n += 1)
    await command(service.url, 'recordNote', { incidentId: 'INC-1', kind: 'ACTION', body: `Note ${n}` });
  const hasCheckpoint = async () =>
    (await ask<{ checkpoint: unknown }>(service.url, '{ checkpoint { size } }')).checkpoint;
  while ((await hasCheckpoint()) === null) await new Promise((resolve) => setTimeout(resolve, 50));
});
afterAll(() => service.stop());

describe('GET /export', () => {
  it.each(['identity', 'gzip'])('gives the whole log, signed, to those who take %s', async (encoding) => {
    const answer = await get('', adminKey, { 'accept-encoding': encoding });
    expect(answer.headers.get('content-type')).toBe('application/x-ndjson');
    expect(answer.headers.get('content-encoding')).toBe(encoding === 'gzip' ? 'gzip' : null);
    const { scope, signature, summary, tree } = await checked(answer);
    expect(scope).toEqual({ kind: 'log' });
    expect(summary.events).toBeGreaterThan(7);
    expect(signature?.events).toBe(tree.size);
  });

  it('gives one incident with its proofs', async () => {
    const { summary } = await checked(await get('?incident=INC-1'));
    expect(summary).toMatchObject({ events: 6, streams: { incident: 1 } });
  });

  it('gives what was recorded in a time', async () => {
    const { scope, summary } = await checked(
      await get('?from=2026-01-01T00:00:00Z&to=2126-01-01T00:00:00%2B01:00'),
    );
    expect(scope).toMatchObject({
      kind: 'window',
      from: '2026-01-01T00:00:00.000Z',
      to: '2125-12-31T23:00:00.000Z',
    });
    expect(summary.events).toBeGreaterThan(7);
  });

  it('leaves nothing out: who may not see all gets none of it', async () => {
    expect(await refusalOf(await get('', null))).toEqual([401, 'UNAUTHENTICATED', expect.any(String)]);
    const reader = await issueKey(service.url, ['read', 'restricted']);
    const auditor = await issueKey(service.url, ['audit']);
    const forbidden = (text: string) => [403, 'FORBIDDEN', expect.stringContaining(text)];
    expect(await refusalOf(await get('', reader.secret))).toEqual(forbidden('lacks the scope audit'));
    for (const path of ['', '?incident=INC-1', '?incident=INC-2'])
      expect(await refusalOf(await get(path, auditor.secret))).toEqual(
        forbidden('could not be verified as whole'),
      );
  });

  it('says what is wrong with what is asked for', async () => {
    expect(await refusalOf(await get('?incident=INC-99'))).toEqual([404, 'NOT_FOUND', expect.any(String)]);
    for (const [path, message] of [
      ['?incident=INC-1&from=2026-01-01T00:00:00Z', /incident: cannot be exported in part/],
      ['?from=yesterday', /from: must be a time/],
      ['?from=2026-02-30T00:00:00Z', /from: must be a time/],
      ['?from=2026-02-02T00:00:00Z&to=2026-02-01T00:00:00Z', /to: must be later/],
      ['?to=2026-01-01T00:00:00Z&to=2026-01-02T00:00:00Z', /to: must be a time/],
      ['?format=xml', /format: is not known here/],
      ['?incident=', /incident: must be one incident/],
    ] as const)
      expect(await refusalOf(await get(path))).toEqual([
        400,
        'BAD_USER_INPUT',
        expect.stringMatching(message),
      ]);
  });

  it('has room again for those who come after clients that left', async () => {
    for (let n = 0; n < 6; n += 1) {
      const leaving = new AbortController();
      const answer = await fetch(`${service.url}/export`, {
        headers: { authorization: `Bearer ${adminKey}` },
        signal: leaving.signal,
      }).catch(() => undefined);
      leaving.abort();
      await answer?.text().catch(() => undefined);
    }
    let status = 503;
    while (status === 503) {
      const answer = await get('');
      ({ status } = answer);
      await answer.text();
    }
    expect(status).toBe(200);
  });
});

describe('GET /export of a log that takes longer to send than its key lasts', () => {
  const dataDir = newDataDir();
  let large: HostedService;

  beforeAll(async () => {
    const log = await openEventLog(logUrl(dataDir));
    // More than the buffers of both ends hold.
    for (let count = 0; count < 40; count += 1)
      await log.append('weather-1', 'any', [anEvent('Observed', { text: 'Rain. '.repeat(150_000) })]);
    await log.close();
    large = await hostService({ dataDir });
  });
  afterAll(async () => {
    await large.stop();
    rmSync(dataDir, { recursive: true });
  });

  const beginning = async (key: string): Promise<IncomingMessage> => {
    const asking = request(`${large.url}/export`, {
      headers: { authorization: `Bearer ${key}` },
      agent: false,
    });
    // The event has one argument.
    const [answer] = (await once(asking, 'response')) as [IncomingMessage];
    return answer;
  };

  const roomForOthers = async (): Promise<boolean> => {
    const answer = await beginning(adminKey);
    answer.destroy();
    return answer.statusCode === 200;
  };

  it('breaks off once the key is revoked, without its last line, and makes room for others', async () => {
    const key = await issueKey(large.url, ['audit', 'restricted']);
    const slow = [await beginning(key.secret), await beginning(key.secret)];
    expect(await roomForOthers()).toBe(false);
    await revokeKey(large.url, key);
    let isRoom = false;
    for (let tries = 0; tries < 100 && !isRoom; tries += 1) {
      await sleep(100);
      isRoom = await roomForOthers();
    }
    expect(isRoom).toBe(true);
    for (const answer of slow) {
      await expect(answer.toArray()).rejects.toThrow('aborted');
      expect(answer.complete).toBe(false);
    }
  });
});
