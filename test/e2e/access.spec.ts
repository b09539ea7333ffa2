import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { recordedIn } from '../faults/recorded.js';
import { ask, codesOf, mutate, send } from '../support/client.js';
import { headOf, issueKey, revokeKey } from '../support/commands.js';
import { hostService } from '../support/hosted.js';
import { refusal } from '../support/refusal.js';
import { type Service, adminKey, newDataDir, startService } from '../support/service.js';

const scopes = ['read', 'respond', 'ingest', 'admin', 'audit', 'restricted'];

let service: Service;

beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());

const me = (key: string | null) =>
  send<{ me: object }>(service.url, '{ me { name kind scopes expiresAt } }', {}, key);

describe('The first admin key', () => {
  it('is printed by the first start, once, and works from then on', async () => {
    const options = { dataDir: newDataDir(), env: { SITREP_ADMIN_KEY: '' } };
    try {
      const first = await startService(options);
      const [, key = ''] = /^Admin key, shown this once: (sitrep_\S+)$/m.exec(first.stdout()) ?? [];
      const answer = await ask(first.url, '{ me { scopes } }', {}, key);
      expect(answer).toEqual({ me: { scopes } });
      expect(first.stdout().trim().split('\n')).toHaveLength(2);
      await first.stop();

      const second = await startService(options);
      expect(second.stdout()).toBe(`Sitrep is ready at ${second.url}/graphql\n`);
      expect(second.stdout() + second.stderr()).not.toContain(key);
      expect(await ask(second.url, '{ me { scopes } }', {}, key)).toEqual(answer);
      await second.stop();
    } finally {
      rmSync(options.dataDir, { recursive: true });
    }
  });

  it('is not made by a later start on a log that has had another, which is revoked by now', async () => {
    const dataDir = newDataDir();
    try {
      const configured = await hostService({ dataDir });
      const { me } = await ask<{ me: { id: string } }>(configured.url, '{ me { id } }');
      await revokeKey(configured.url, { ...me, secret: adminKey });
      await configured.stop();
      const later = await startService({ dataDir, env: { SITREP_ADMIN_KEY: '' } });
      expect(later.stdout()).toBe(`Sitrep is ready at ${later.url}/graphql\n`);
      await later.stop();
      const issued = (await recordedIn(dataDir)).filter(({ type }) => type === 'ApiKeyIssued');
      expect(issued.map(({ stream }) => stream)).toEqual([`apikey-${me.id}`]);
    } finally {
      rmSync(dataDir, { recursive: true });
    }
  });

  it('is the one of the configuration, where that names one, and is not printed', () => {
    expect(service.stdout()).toBe(`Sitrep is ready at ${service.url}/graphql\n`);
    expect(service.stdout() + service.stderr()).not.toContain(adminKey);
  });
});

describe('A key', () => {
  it('is told by me what it is', async () => {
    const expiresAt = '2999-01-01T00:00:00.000Z';
    const { secret } = await issueKey(service.url, ['read', 'ingest'], { name: 'Grafana', expiresAt });
    expect((await me(secret)).data).toEqual({
      me: { name: 'Grafana', kind: 'API_KEY', scopes: ['read', 'ingest'], expiresAt },
    });
  });

  it('is not issued where it would have expired already', async () => {
    const late = { name: 'Late', scopes: ['read'], expiresAt: '2024-03-05T10:00:00Z' };
    const { code, rule } = await refusal(service.url, 'issueApiKey', late);
    expect([code, rule]).toEqual(['RULE_VIOLATION', 'EXPIRY_IN_THE_PAST']);
  });

  it('is listed for admins without anything by which to use it', async () => {
    const { id } = await issueKey(service.url, ['read'], { name: 'Listed' });
    const query = '{ apiKeys { id name scopes issuedAt expiresAt revokedAt } }';
    const { apiKeys } = await ask<{ apiKeys: { id: string }[] }>(service.url, query);
    expect(apiKeys.find((key) => key.id === id)).toMatchObject({ name: 'Listed', revokedAt: null });
  });

  it('is nowhere in the log or the files but as a digest', async () => {
    const { secret } = await issueKey(service.url, ['read']);
    const { log } = await ask<{ log: object }>(
      service.url,
      '{ log(first: 1000) { edges { node { data } } } }',
    );
    expect(JSON.stringify(log)).not.toContain(secret);
    expect(JSON.stringify(log)).toMatch(/"hash":"[0-9a-f]{64}"/);
  });

  it('ends at once when it is revoked, and revoking it again changes nothing', async () => {
    const key = await issueKey(service.url, ['read']);
    expect(codesOf(await me(key.secret))).toEqual([]);
    await revokeKey(service.url, key);
    expect(codesOf(await me(key.secret))).toEqual(['UNAUTHENTICATED']);
    const head = await headOf(service.url);
    await revokeKey(service.url, key);
    expect(await headOf(service.url)).toBe(head);
  });

  it('that there is not is called what people call it', async () => {
    const nowhere = '00000000-0000-4000-8000-000000000000';
    const query = `mutation { revokeApiKey(input: { apiKeyId: "${nowhere}", reason: "Gone" }) { position } }`;
    const { errors = [] } = await send(service.url, query);
    expect(errors[0]?.message).toBe(`There is no API key "${nowhere}" that you may see; check the id.`);
  });

  it('is the actor of what it does, for a person where it names one', async () => {
    const { id, secret } = await issueKey(service.url, ['respond', 'read'], { name: 'Chat bot' });
    await mutate(
      service.url,
      'declareIncident',
      { title: 'Asked for in chat', severity: 'P2', onBehalfOf: 'amina@example.com' },
      'position',
      secret,
    );
    const { log } = await ask<{ log: { edges: { node: object }[] } }>(
      service.url,
      '{ log(filter: { types: ["IncidentDeclared"] }) { edges { node { actor { kind id name } onBehalfOf { kind id } source } } } }',
    );
    expect(log.edges.at(-1)?.node).toEqual({
      actor: { kind: 'API_KEY', id, name: 'Chat bot' },
      onBehalfOf: { kind: 'USER', id: 'amina@example.com' },
      source: 'graphql',
    });
  });
});
