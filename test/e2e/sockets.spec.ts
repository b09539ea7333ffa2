import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { codesOf } from '../support/client.js';
import { command, declare, headOf, issueKey, revokeKey } from '../support/commands.js';
import { type HostedService, hostService } from '../support/hosted.js';
import { type Socket, connectedSocket, openSocket, subscribeOn } from '../support/socket.js';

const log = 'subscription ($after: Position) { log(after: $after) { position } }';

let service: HostedService;
let start: string;

beforeAll(async () => {
  service = await hostService({ env: { SITREP_SUBSCRIPTIONS_PER_KEY: '3' } });
  start = await headOf(service.url);
  await declare(service.url);
});
afterAll(() => service.stop());

it('A WebSocket takes no more operations at once than it may have under way', async () => {
  const socket = await connectedSocket(service.url);
  for (let at = 1; at <= 101; at += 1) {
    const payload = { query: 'subscription { log(filter: { types: ["Nothing"] }) { position } }' };
    socket.send({ type: 'subscribe', id: String(at), payload });
  }
  expect(await socket.next()).toMatchObject({
    type: 'error',
    id: '101',
    payload: [{ extensions: { code: 'TOO_COMPLEX' } }],
  });
  await socket.close();
});

describe('A WebSocket is closed', () => {
  it.each([
    ['without a key', {}, /^Send a key: connection_init with .*"Authorization": "Bearer sitrep_/],
    ['with a key that nobody issued', { Authorization: 'Bearer sitrep_nobody' }, /not known here/],
    ['with what is no key', { Authorization: 'Basic c2l0cmVw' }, /^Send the key as/],
  ])('with 4403 %s, and says why', async (_, payload, reason) => {
    const socket = await openSocket(service.url);
    socket.send({ type: 'connection_init', payload });
    expect(await socket.closed).toEqual({ code: 4403, reason: expect.stringMatching(reason) });
  });

  it('with 4401 when it subscribes before it has introduced itself', async () => {
    const socket = await openSocket(service.url);
    subscribeOn(socket, log);
    expect((await socket.closed).code).toBe(4401);
  });

  it.each([
    ['no JSON', 'hello'],
    ['no message of the protocol', '{"type":"hello"}'],
    ['a subscription without a query', '{"type":"subscribe","id":"1","payload":{}}'],
  ])('with 4400 when it says %s', async (_, message) => {
    const socket = await connectedSocket(service.url);
    socket.send(message);
    expect((await socket.closed).code).toBe(4400);
  });

  it('with 4409 when it uses an id twice at once', async () => {
    const socket = await connectedSocket(service.url);
    subscribeOn(socket, log);
    subscribeOn(socket, log);
    expect((await socket.closed).code).toBe(4409);
  });

  it('with 4429 when it introduces itself twice', async () => {
    const socket = await connectedSocket(service.url);
    socket.send({ type: 'connection_init' });
    expect((await socket.closed).code).toBe(4429);
  });

  it('with 4406 when it does not speak graphql-transport-ws', async () => {
    const socket = await openSocket(service.url, []);
    expect((await socket.closed).code).toBe(4406);
  });

  it('with 1009 when it says more than is read', async () => {
    const socket = await connectedSocket(service.url);
    socket.send(JSON.stringify({ type: 'ping', payload: { text: 'x'.repeat(2 * 1024 * 1024) } }));
    expect((await socket.closed).code).toBe(1009);
  });

  it('with 4403 when its key is revoked, and all others of that key with it', async () => {
    const key = await issueKey(service.url, ['audit', 'read']);
    const sockets = [
      await connectedSocket(service.url, key.secret),
      await connectedSocket(service.url, key.secret),
    ];
    const other = await connectedSocket(service.url);
    for (const socket of [...sockets, other]) {
      subscribeOn(socket, log, { after: start });
      expect((await socket.next()).type).toBe('next');
    }
    await revokeKey(service.url, key);
    for (const { closed } of sockets)
      expect(await closed).toEqual({ code: 4403, reason: 'The key was revoked' });
    expect(other.socket.readyState).toBe(other.socket.OPEN);
    const late = await openSocket(service.url);
    late.send({ type: 'connection_init', payload: { Authorization: `Bearer ${key.secret}` } });
    expect((await late.closed).code).toBe(4403);
    await other.close();
  });

  it('before the revocation of its key is answered, and takes nothing from then on', async () => {
    const key = await issueKey(service.url, ['read', 'respond']);
    const socket = await connectedSocket(service.url, key.secret);
    subscribeOn(socket, 'subscription { incidents { position } }');
    await revokeKey(service.url, key);
    const head = await headOf(service.url);
    subscribeOn(
      socket,
      'mutation { declareIncident(input: { title: "Late", severity: P1 }) { revision } }',
      {},
      '2',
    );
    await expect(socket.next()).rejects.toThrow('The socket was closed');
    expect(await headOf(service.url)).toBe(head);
  });

  it('with 4403 when its key expires', async () => {
    const expiresAt = new Date(Date.now() + 2_000).toISOString();
    const { secret } = await issueKey(service.url, ['audit'], { expiresAt });
    const { closed } = await connectedSocket(service.url, secret);
    expect(await closed).toEqual({ code: 4403, reason: 'The key expired' });
  });

  it('with 4403 when its key has as many open as it may, until one of them closes', async () => {
    const { secret } = await issueKey(service.url, ['audit']);
    const [first] = [
      await connectedSocket(service.url, secret),
      await connectedSocket(service.url, secret),
      await connectedSocket(service.url, secret),
    ];
    const fourth = await openSocket(service.url);
    fourth.send({ type: 'connection_init', payload: { Authorization: `Bearer ${secret}` } });
    const reason = expect.stringMatching(/^Too many connections.* Close others/);
    expect(await fourth.closed).toEqual({ code: 4403, reason });
    await first.close();
    let another: Socket | undefined;
    for (let tries = 0; tries < 100 && !another; tries += 1)
      another = await connectedSocket(service.url, secret).catch(() => undefined);
    expect(another).toBeDefined();
  });
});

describe('A WebSocket that stays open', () => {
  it('takes several subscriptions, and each ends alone', async () => {
    const incidents = 'subscription ($after: Position) { incidents(after: $after) { position } }';
    const socket = await connectedSocket(service.url);
    subscribeOn(socket, incidents, { after: start }, 'a');
    subscribeOn(socket, incidents, { after: start }, 'b');
    const first = [await socket.next(), await socket.next()];
    expect(new Set(first.map(({ id }) => id))).toEqual(new Set(['a', 'b']));
    socket.send({ type: 'complete', id: 'a' });
    socket.send({ type: 'ping' });
    expect((await socket.next()).type).toBe('pong');
    await command(service.url, 'acknowledgeIncident', { incidentId: 'INC-1' });
    await command(service.url, 'resolveIncident', { incidentId: 'INC-1', resolution: 'It went away' });
    expect([(await socket.next()).id, (await socket.next()).id]).toEqual(['b', 'b']);
    await socket.close();
  });

  it('is refused what is beyond its scopes or the limits, and goes on', async () => {
    const { secret } = await issueKey(service.url, ['read']);
    const socket = await connectedSocket(service.url, secret);
    subscribeOn(socket, log, {}, '1');
    const forbidden = await socket.next();
    expect([forbidden.type, codesOf({ errors: forbidden.payload as never })]).toEqual([
      'error',
      ['FORBIDDEN'],
    ]);
    const tooMany = Array.from({ length: 51 }, (_, index) => `a${index}: position`).join(' ');
    subscribeOn(socket, `subscription { incidents { ${tooMany} } }`, {}, '2');
    const tooComplex = await socket.next();
    expect(codesOf({ errors: tooComplex.payload as never })).toEqual(['TOO_COMPLEX']);
    subscribeOn(socket, '{ me { name } }', {}, '3');
    expect(await socket.next()).toMatchObject({ type: 'next', payload: { data: { me: { name: 'read' } } } });
    await socket.close();
  });

  it.each([
    'subscription { log @skip(if: true) { position } }',
    'subscription { ... @include(if: false) { log { position } } }',
    'subscription { ...left } fragment left on Subscription { log @include(if: false) { position } }',
  ])('is refused a subscription to nothing, and goes on: %s', async (nothing) => {
    const socket = await connectedSocket(service.url);
    subscribeOn(socket, nothing);
    expect(codesOf({ errors: (await socket.next()).payload as never })).toEqual(['BAD_USER_INPUT']);
    socket.send({ type: 'ping' });
    expect((await socket.next()).type).toBe('pong');
    await socket.close();
  });

  it.each([
    ['LogFilter', '{ log(filter: $filter) { position } }', { types: [], nope: 1 }],
    ['ActorFilter', '{ log(filter: { actors: $filter }) { position } }', { kinds: ['NOBODY'] }],
  ])('is told which variable does not fit, and goes on: %s', async (type, selection, filter) => {
    const socket = await connectedSocket(service.url);
    for (const kind of ['query', 'subscription']) {
      const text = kind === 'query' ? selection.replace('position', 'pageInfo { hasNextPage }') : selection;
      subscribeOn(socket, `${kind} ($filter: ${type}) ${text}`, { filter }, kind);
      expect(await socket.next()).toMatchObject({
        id: kind,
        payload: { errors: [{ extensions: { code: 'BAD_USER_INPUT', fields: [{}] } }] },
      });
      expect(await socket.next()).toEqual({ type: 'complete', id: kind });
    }
    await socket.close();
  });

  it('answers as HTTP does, with the position of the log at which it was given', async () => {
    const socket = await connectedSocket(service.url);
    subscribeOn(socket, '{ me { name } incident(id: "INC-1") { timeline(first: 101) { totalCount } } }');
    const answered = (await socket.next()).payload;
    expect(answered).toMatchObject({
      data: { me: {}, incident: null },
      errors: [{ extensions: { code: 'BAD_USER_INPUT' } }],
      extensions: { position: await headOf(service.url) },
    });
    await socket.close();
  });

  it('answers pings', async () => {
    const socket = await connectedSocket(service.url);
    socket.send({ type: 'ping' });
    expect((await socket.next()).type).toBe('pong');
    await socket.close();
  });
});

describe('When the service stops', () => {
  it('each WebSocket is closed with 1001, and it does not wait for one that reads nothing', async () => {
    const socket = await connectedSocket(service.url);
    subscribeOn(socket, log);
    const stuck = await connectedSocket(service.url);
    stuck.socket.pause();
    await service.stop();
    expect((await socket.closed).code).toBe(1001);
    stuck.socket.terminate();
  });
});
