import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FakeNode } from '#event-log/fake-node';
import { until } from '../faults/until.js';
import { ask, codesOf, mutate, send } from '../support/client.js';
import { type IssuedKey, issueKey, revokeKey } from '../support/commands.js';
import { type HostedService, hostService } from '../support/hosted.js';
import { newDataDir } from '../support/service.js';
import { connectedSocket } from '../support/socket.js';

const env = { SITREP_RECORD_KEY_USES: 'yes' };

interface Listed {
  readonly id: string;
  readonly lastUsedOn: string | null;
}
interface Use {
  readonly stream: string;
  readonly data: { readonly keyId: string; readonly on: string };
  readonly actor: object;
}

const today = (): string => new Date().toISOString().slice(0, 10);
const use = (url: string, { secret }: IssuedKey) => send(url, '{ me { id } }', {}, secret);

async function lastUseOf(url: string, { id }: Pick<IssuedKey, 'id'>): Promise<string | null | undefined> {
  const { apiKeys } = await ask<{ apiKeys: Listed[] }>(url, '{ apiKeys { id lastUsedOn } }');
  return apiKeys.find((key) => key.id === id)?.lastUsedOn;
}
const isUsed = (url: string, key: Pick<IssuedKey, 'id'>) => async () => (await lastUseOf(url, key)) !== null;

async function usesOf(url: string, { id }: IssuedKey): Promise<Use[]> {
  const { log } = await ask<{ log: { edges: { node: Use }[] } }>(
    url,
    '{ log(filter: { types: ["ApiKeyUsed"] }, first: 100) { edges { node { stream data actor { kind id } } } } }',
  );
  return log.edges.map(({ node }) => node).filter(({ data }) => data.keyId === id);
}

describe('The use of a key', () => {
  const dataDir = newDataDir();
  let service: HostedService;
  let before: string;

  beforeAll(async () => {
    before = today();
    service = await hostService({ dataDir, env });
  });
  afterAll(async () => {
    await service.stop();
    rmSync(dataDir, { recursive: true });
  });

  it('is seen by admins, to the day', async () => {
    const key = await issueKey(service.url, ['read']);
    expect(await lastUseOf(service.url, key)).toBeNull();
    await use(service.url, key);
    await until(isUsed(service.url, key));
    expect([before, today()]).toContain(await lastUseOf(service.url, key));
  });

  it('is one event of the log for each day, which Sitrep recorded, also over a restart', async () => {
    const key = await issueKey(service.url, ['read']);
    await Promise.all(Array.from({ length: 20 }, () => use(service.url, key)));
    await until(isUsed(service.url, key));
    await service.stop();
    service = await hostService({ dataDir, env });
    await use(service.url, key);
    const other = await issueKey(service.url, ['read']);
    await use(service.url, other);
    await until(isUsed(service.url, other));
    const uses = await usesOf(service.url, key);
    expect(uses.length).toBe(new Set(uses.map(({ data }) => data.on)).size);
    expect(uses[0]).toEqual({
      stream: `apikeyuse-${key.id}`,
      data: { keyId: key.id, on: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) },
      actor: { kind: 'SYSTEM', id: 'sitrep' },
    });
  });

  it('is a connection that is open, though nothing is asked on it', async () => {
    const key = await issueKey(service.url, ['read']);
    const socket = await connectedSocket(service.url, key.secret);
    await until(isUsed(service.url, key));
    await socket.close();
  });

  it('does not change the revision at which the key is revoked', async () => {
    const { apiKey, revision, secret } = await mutate<{
      apiKey: IssuedKey & Listed;
      revision: number;
      secret: string;
    }>(
      service.url,
      'issueApiKey',
      { name: 'CI', scopes: ['read'] },
      'apiKey { id lastUsedOn } revision secret',
    );
    expect(apiKey.lastUsedOn).toBeNull();
    await use(service.url, { ...apiKey, secret });
    await until(isUsed(service.url, apiKey));
    const revoked = await mutate<{ apiKey: Listed }>(
      service.url,
      'revokeApiKey',
      { apiKeyId: apiKey.id, reason: 'Leaked', expectedRevision: revision },
      'apiKey { id lastUsedOn }',
    );
    expect([before, today()]).toContain(revoked.apiKey.lastUsedOn);
  });

  it('is none where it lets nobody in any more', async () => {
    const key = await issueKey(service.url, ['read']);
    await revokeKey(service.url, key);
    expect(codesOf(await use(service.url, key))).toEqual(['UNAUTHENTICATED']);
    const other = await issueKey(service.url, ['read']);
    await use(service.url, other);
    await until(isUsed(service.url, other));
    expect(await lastUseOf(service.url, key)).toBeNull();
  });
});

describe('The use of a key on several nodes (in EventStoreDB, which a FAKE stands for)', () => {
  let node: FakeNode;
  let services: HostedService[] = [];

  beforeAll(async () => {
    node = await FakeNode.start();
    const settings = { ...env, SITREP_EVENT_LOG: node.connectionString, SITREP_CHECKPOINT_SECONDS: '0' };
    services = [await hostService({ env: settings }), await hostService({ env: settings })];
  });
  afterAll(async () => {
    for (const service of services) await service.stop();
    await node.down();
  });

  const [first, second] = [() => services[0]?.url ?? '', () => services[1]?.url ?? ''];

  it('is recorded once for all of them', async () => {
    const key = await issueKey(first(), ['read']);
    await until(async () => (await lastUseOf(second(), key)) === null);
    await Promise.all([first(), second()].map((url) => use(url, key)));
    for (const url of [first(), second()]) await until(isUsed(url, key));
    const uses = await usesOf(first(), key);
    expect(uses.length).toBe(new Set(uses.map(({ data }) => data.on)).size);
  });

  it('fails nothing while the log is gone, and is recorded once it is back', async () => {
    const key = await issueKey(first(), ['read']);
    await node.down();
    for (let count = 0; count < 5; count += 1)
      expect((await use(first(), key)).data).toEqual({ me: { id: key.id } });
    await node.up();
    await until(isUsed(first(), key));
  });
});
