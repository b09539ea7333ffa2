import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type EventLog, openEventLog } from '#event-log';
import { anEvent } from '#event-log/testing';
import { codesOf, send } from '../support/client.js';
import { type IssuedKey, declare, headOf, issueKey } from '../support/commands.js';
import { type HostedService, hostService } from '../support/hosted.js';
import { newDataDir } from '../support/service.js';
import { type Socket, connectedSocket, openSocket, subscribeOn } from '../support/socket.js';
import { logUrl } from './recorded.js';

describe('A key of which an event cannot be taken, which may be that it was revoked', () => {
  const dataDir = newDataDir();
  let service: HostedService;
  let log: EventLog;
  let key: IssuedKey;
  let watching: Socket;
  let idle: Socket;
  let other: Socket;

  beforeAll(async () => {
    service = await hostService({ dataDir });
    const { url } = service;
    key = await issueKey(url, ['read', 'respond', 'audit']);
    const after = await headOf(url);
    await declare(url);
    watching = await connectedSocket(url, key.secret);
    idle = await connectedSocket(url, key.secret);
    other = await connectedSocket(url);
    for (const socket of [watching, other]) {
      subscribeOn(socket, 'subscription ($after: Position) { incidents(after: $after) { position } }', {
        after,
      });
      expect((await socket.next()).type).toBe('next');
    }
    log = await openEventLog(logUrl(dataDir));
    await log.append(`apikey-${key.id}`, 0, [anEvent('ApiKeyIssued', { hash: 7 })]);
  });
  afterAll(async () => {
    await other.close();
    await log.close();
    await service.stop();
    rmSync(dataDir, { recursive: true });
  });

  it('has its WebSockets closed with 4403, and no others', async () => {
    for (const { closed } of [watching, idle])
      expect(await closed).toEqual({ code: 4403, reason: 'The key is not known any more' });
    await declare(service.url);
    expect((await other.next()).type).toBe('next');
  });

  it('lets nobody in any more, by whichever way', async () => {
    const { url } = service;
    const refused = await send(url, '{ me { id } }', {}, key.secret);
    expect([refused.status, ...codesOf(refused)]).toEqual([401, 'UNAUTHENTICATED']);
    const late = await openSocket(url);
    late.send({ type: 'connection_init', payload: { Authorization: `Bearer ${key.secret}` } });
    expect((await late.closed).code).toBe(4403);
    const headers = { authorization: `Bearer ${key.secret}`, 'content-type': 'application/json' };
    expect((await fetch(`${url}/export`, { headers })).status).toBe(401);
    const posted = await fetch(`${url}/ingest/alertmanager`, { method: 'POST', headers, body: '{}' });
    expect(posted.status).toBe(401);
  });

  it('is still listed for admins, and named by the status', async () => {
    const { data } = await send<{ apiKeys: { id: string }[]; status: object }>(
      service.url,
      '{ apiKeys { id } status { parkedStreams { stream } } }',
    );
    expect(data?.apiKeys).toContainEqual({ id: key.id });
    expect(data?.status).toEqual({ parkedStreams: [{ stream: `apikey-${key.id}` }] });
  });
});
