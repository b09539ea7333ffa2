import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { codesOf, send } from '../support/client.js';
import { issueKey } from '../support/commands.js';
import { codeOf, post } from '../support/raw.js';
import { type HostedService, hostService } from '../support/hosted.js';
import { connectedSocket, subscribeOn } from '../support/socket.js';

const site = 'https://status.example';

let service: HostedService;

beforeAll(async () => {
  service = await hostService({
    env: {
      SITREP_RATE_LIMIT_PER_MINUTE: '20',
      SITREP_CORS_ORIGINS: `${site}, https://other.example`,
      SITREP_BODY_LIMIT_BYTES: '2000',
      SITREP_MAX_DEPTH: '3',
      SITREP_MAX_COST: '50',
      SITREP_MAX_TOKENS: '60',
      SITREP_MAX_ALIASES: '2',
    },
  });
});
afterAll(() => service.stop());

describe('The limits of the configuration', () => {
  it.each([
    ['depth', '{ incidents { edges { node { id } } } }'],
    ['cost', '{ incidents(first: 51) { totalCount } }'],
    ['tokens', `{ me { ${'name '.repeat(60)} } }`],
    ['aliases', '{ a: me { name } b: me { name } c: me { name } }'],
  ])('of %s holds', async (_, query) => {
    const { secret } = await issueKey(service.url, ['read']);
    expect(codesOf(await send(service.url, query, {}, secret))).toEqual(['TOO_COMPLEX']);
  });

  it('of bodies holds', async () => {
    const answer = await post(`${service.url}/graphql`, JSON.stringify({ query: ' '.repeat(2001) }));
    expect([answer.status, codeOf(answer)]).toEqual([413, 'PAYLOAD_TOO_LARGE']);
  });

  it('of requests holds for each key by itself, and says how long to wait', async () => {
    const [busy, quiet] = [await issueKey(service.url, ['read']), await issueKey(service.url, ['read'])];
    const ask = (key: string) => send(service.url, '{ me { name } }', {}, key);
    for (let count = 0; count < 20; count += 1) expect(codesOf(await ask(busy.secret))).toEqual([]);
    const refused = await ask(busy.secret);
    expect(refused.status).toBe(429);
    expect(codesOf(refused)).toEqual(['RATE_LIMITED']);
    const seconds = Number(refused.errors?.[0]?.extensions?.['retryAfterSeconds']);
    expect(seconds).toBeGreaterThan(0);
    expect(seconds).toBeLessThanOrEqual(60);
    expect(codesOf(await ask(quiet.secret))).toEqual([]);
  });

  it('of requests holds for operations over a WebSocket too', async () => {
    const { secret } = await issueKey(service.url, ['read']);
    const socket = await connectedSocket(service.url, secret);
    for (let count = 1; count <= 21; count += 1) subscribeOn(socket, '{ me { name } }', {}, String(count));
    for (;;) {
      const message = await socket.next();
      if (message.type !== 'error') continue;
      expect(message.payload).toMatchObject([{ extensions: { code: 'RATE_LIMITED' } }]);
      break;
    }
    await socket.close();
  });
});

describe('Web pages of the origins that are named', () => {
  const preflight = (origin: string) =>
    fetch(`${service.url}/graphql`, {
      method: 'OPTIONS',
      headers: {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization,content-type',
      },
    });

  it('may call the API, with a key', async () => {
    const { headers, status } = await preflight(site);
    expect(status).toBeLessThan(300);
    expect(headers.get('access-control-allow-origin')).toBe(site);
    expect(headers.get('access-control-allow-headers')).toContain('authorization');
    const answer = await post(`${service.url}/graphql`, '{"query":"{ __typename }"}', { origin: site });
    expect(answer.headers.get('access-control-allow-origin')).toBe(site);
  });

  it('are the only ones that may', async () => {
    const { headers } = await preflight('https://elsewhere.example');
    expect(headers.get('access-control-allow-origin')).not.toBe('https://elsewhere.example');
    expect(headers.get('access-control-allow-origin')).not.toBe('*');
  });
});
