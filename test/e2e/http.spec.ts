import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { isUUID } from 'class-validator';
import { auditServer } from 'graphql-http';
import { payload } from '../payloads.js';
import { ask } from '../support/client.js';
import { post } from '../support/raw.js';
import { adminKey, type Service, startService } from '../support/service.js';
import { connectedSocket, subscribeOn } from '../support/socket.js';

let service: Service;

beforeAll(async () => {
  service = await startService({ env: { SITREP_LOG_LEVEL: 'info' } });
});
afterAll(() => service.stop());

const get = (path: string, headers: Readonly<Record<string, string>> = {}) =>
  fetch(new URL(path, service.url), { headers });

describe('GraphQL over HTTP', () => {
  it('passes the audit of graphql-http without an error or a warning', async () => {
    const results = await auditServer({ url: `${service.url}/graphql` });
    const complaints = results.flatMap((result) =>
      result.status === 'error' || result.status === 'warn' ? [`${result.name}: ${result.reason}`] : [],
    );
    expect(complaints).toEqual([]);
    expect(results.length).toBeGreaterThan(50);
  });

  it('answers a query by GET', async () => {
    const response = await get(`/graphql?query=${encodeURIComponent('{ me { name } }')}`, {
      authorization: `Bearer ${adminKey}`,
    });
    expect(await response.json()).toMatchObject({ data: { me: { name: 'Admin key of the configuration' } } });
  });

  it.each([
    ['application/json', 200],
    ['application/graphql-response+json', 400],
  ])('says by the status to clients of %s what is wrong with an operation: %d', async (accept, status) => {
    const response = await fetch(`${service.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept },
      body: JSON.stringify({ query: '{ nothing }' }),
    });
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toContain(accept);
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] });
  });

  describe('with a correlation id', () => {
    const query = 'mutation { declareIncident(input: { title: "Traced", severity: P3 }) { position } }';
    const declared = (id: string) =>
      post(`${service.url}/graphql`, JSON.stringify({ query }), { 'x-correlation-id': id });
    /** What the events of a type belong to, in the order of the log. */
    const idsOf = async (type: string) => {
      const { log } = await ask<{ log: { edges: { node: { correlationId: string } }[] } }>(
        service.url,
        'query ($type: String!) { log(filter: { types: [$type] }) { edges { node { correlationId } } } }',
        { type },
      );
      return log.edges.map(({ node }) => node.correlationId);
    };

    it('keeps it in the events that it records', async () => {
      await declared('a-trace-of-elsewhere');
      expect(await idsOf('IncidentDeclared')).toEqual(['a-trace-of-elsewhere']);
      const group = JSON.stringify(payload('alertmanager-v4-firing-group'));
      await post(`${service.url}/ingest/alertmanager`, group, { 'x-correlation-id': 'of-alertmanager' });
      expect(await idsOf('AlertFired')).toEqual(['of-alertmanager', 'of-alertmanager']);
    });

    it('has one of its own where nobody could look for it', async () => {
      await declared('');
      await declared('x'.repeat(1001));
      const others = (await idsOf('IncidentDeclared')).slice(1);
      expect(others.map((id) => isUUID(id))).toEqual([true, true]);
    });

    it('has one for each operation over a WebSocket, unless the request for that names one', async () => {
      const [earlier, named] = [(await idsOf('IncidentDeclared')).length, 'a-dashboard'];
      for (const headers of [{}, { 'x-correlation-id': named }]) {
        const socket = await connectedSocket(service.url, undefined, headers);
        for (const id of ['1', '2']) {
          subscribeOn(socket, query, {}, id);
          expect(await socket.next()).toMatchObject({ type: 'next', id });
          expect(await socket.next()).toEqual({ type: 'complete', id });
        }
        await socket.close();
      }
      const [first, second, ...others] = (await idsOf('IncidentDeclared')).slice(earlier);
      expect([isUUID(first), isUUID(second), first === second]).toEqual([true, true, false]);
      expect(others).toEqual([named, named]);
    });
  });
});

describe('A browser that opens the API', () => {
  const page = async () => (await get('/graphql', { accept: 'text/html,*/*;q=0.8' })).text();

  it('gets an explorer that names no other host', async () => {
    const html = await page();
    expect(html).toContain('<title>');
    expect(html).not.toMatch(/https?:\/\//);
    expect(html).not.toMatch(/["'(]\/\//);
  });

  it('gets all that the page loads from this server', async () => {
    const html = await page();
    const [, base = '/'] = /<base href="([^"]+)"/.exec(html) ?? [];
    const loaded = [...html.matchAll(/<(?:script|link|img)[^>]+?(?:src|href)="([^"]+)"/g)].map(
      ([, path = '']) => `${base}${path}`,
    );
    expect(loaded.length).toBeGreaterThan(5);
    // Each to its end: the service that is to stop lets what is under way finish.
    const statusOf = async (path: string) => {
      const response = await get(path);
      await response.arrayBuffer();
      return response.status;
    };
    expect(await Promise.all(loaded.map(statusOf))).toEqual(loaded.map(() => 200));
    const styles = loaded.find((path) => path.endsWith('.css'));
    const css = await (await get(styles ?? '')).text();
    expect(css).not.toMatch(/url\(["']?(https?:)?\/\//);
  });
});

describe('Beside GraphQL', () => {
  it('/health/live and /health/ready answer without a key', async () => {
    expect(await (await get('/health/live')).json()).toEqual({ status: 'ok' });
    const ready = await get('/health/ready');
    expect(ready.status).toBe(200);
    expect(await ready.json()).toEqual({ status: 'ok', reasons: [], degraded: [] });
  });

  it('/metrics is text for Prometheus', async () => {
    const response = await get('/metrics');
    expect(response.headers.get('content-type')).toContain('text/plain; version=0.0.4');
    const text = await response.text();
    expect(text).toMatch(/^sitrep_views_ready 1$/m);
    expect(text).toMatch(/^sitrep_parked_streams 0$/m);
    expect(text).toMatch(/^process_cpu_seconds_total \d/m);
  });

  it.each(['/nothing/here', '/explorer/', '/%', `/reports/metrics/${'x'.repeat(200)}.csv`])(
    'what is not there is said in the form of an error: %s',
    async (path) => {
      const response = await get(path);
      expect(response.status).toBe(404);
      expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'NOT_FOUND' } }] });
    },
  );

  it('nothing can be reached outside of the assets of the explorer', async () => {
    for (const path of ['/explorer/..%2f..%2fpackage.json', '/explorer/%2e%2e/%2e%2e/package.json']) {
      expect((await get(path)).status).toBeGreaterThanOrEqual(400);
    }
  });

  it('other origins’ pages are not let in', async () => {
    const response = await get('/health/live', { origin: 'https://elsewhere.example' });
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
    const preflight = await fetch(`${service.url}/graphql`, {
      method: 'OPTIONS',
      headers: {
        origin: 'https://elsewhere.example',
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization',
      },
    });
    expect(preflight.headers.get('access-control-allow-origin')).toBeNull();
  });
});

describe('What the service logs', () => {
  it('is one line of JSON each, also of a WebSocket that its client breaks, and has no key in it', async () => {
    const socket = await connectedSocket(service.url);
    socket.send('x'.repeat(2 * 1024 * 1024));
    expect((await socket.closed).code).toBe(1009);
    await service.stop();
    const lines = service.stderr().trim().split('\n');
    const messages = lines.map((line) => (JSON.parse(line) as { msg: string }).msg);
    expect(messages).toContain('websocket failed');
    expect(service.stderr()).not.toContain(adminKey);
  });
});
