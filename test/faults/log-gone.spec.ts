import { once } from 'node:events';
import { existsSync, rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FakeNode, accessDenied } from '#event-log/fake-node';
import { ask } from '../support/client.js';
import { declare } from '../support/commands.js';
import {
  type Service,
  adminKey,
  newDataDir,
  runSitrep,
  settingsOf,
  startService,
} from '../support/service.js';
import { openSocket } from '../support/socket.js';
import { viewsFileIn } from './views-rows.js';

describe('A node whose log is gone (in EventStoreDB, which a FAKE stands for)', () => {
  const dataDir = newDataDir();
  let node: FakeNode;
  let service: Service;
  let env: Record<string, string>;

  beforeAll(async () => {
    node = await FakeNode.start();
    // No last checkpoint, for which it would wait some seconds.
    env = { SITREP_EVENT_LOG: node.connectionString, SITREP_CHECKPOINT_SECONDS: '0' };
    service = await startService({ dataDir, env });
    await declare(service.url);
    await node.down();
  });
  afterAll(async () => {
    await service.kill();
    await node.down();
    rmSync(dataDir, { recursive: true });
  });

  it('still says how it is', async () => {
    const { status } = await ask<{ status: object }>(
      service.url,
      '{ status { engine projectedPosition projectedEvents ready parkedStreams { stream } duties { failing } } }',
    );
    expect(status).toMatchObject({ engine: 'eventstoredb', ready: true, parkedStreams: [] });
  });

  it('ends in good order when it is told to, though somebody begins to watch the log', async () => {
    const socket = await openSocket(service.url);
    socket.send({ type: 'connection_init', payload: { Authorization: `Bearer ${adminKey}` } });
    await socket.next();
    socket.send({ type: 'subscribe', id: '1', payload: { query: 'subscription { log { position } }' } });
    socket.send({ type: 'ping' });
    expect(await socket.next()).toMatchObject({ type: 'pong' });
    const ended = once(service.process, 'exit');
    service.process.kill('SIGTERM');
    expect(await socket.closed).toMatchObject({ code: 1001 });
    expect(await ended).toEqual([0, null]);
  });

  it('keeps its views, which could not be computed again', async () => {
    await node.up();
    node.faults.refusal = accessDenied;
    const views = viewsFileIn(dataDir);
    const { exitCode, stderr } = await runSitrep(['rebuild'], settingsOf(dataDir, env));
    expect(stderr).toMatch(/^The log is not available: EventStoreDB refuses access/);
    expect(exitCode).toBe(1);
    expect(existsSync(views)).toBe(true);
  });
});
