import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { getIntrospectionQuery } from 'graphql';
import { payload } from '../payloads.js';
import { codesOf, send } from '../support/client.js';
import { declare, headOf, issueKey, revokeKey } from '../support/commands.js';
import { codeOf, post } from '../support/raw.js';
import { until } from '../faults/until.js';
import { type HostedService, hostService } from '../support/hosted.js';

const declaring = 'mutation { declareIncident(input: { title: "Uninvited", severity: P1 }) { revision } }';
const megabyte = 1024 * 1024;

let service: HostedService;
let head: string;
const keys = { reader: '', revoked: '', expired: '' };

beforeAll(async () => {
  service = await hostService();
  const { url } = service;
  await declare(url);
  keys.reader = (await issueKey(url, ['read'])).secret;
  const expiresAt = Date.now() + 1500;
  const expiring = await issueKey(url, ['respond'], { expiresAt: new Date(expiresAt).toISOString() });
  keys.expired = expiring.secret;
  const revoked = await issueKey(url, ['respond']);
  keys.revoked = revoked.secret;
  await revokeKey(url, revoked);
  head = await headOf(url);
  await until(() => Date.now() > expiresAt);
});
afterAll(() => service.stop());

/** Whatever is refused, the log holds nothing of it. */
afterEach(async () => {
  expect(await headOf(service.url)).toBe(head);
});

describe('Who may not is refused', () => {
  it.each([
    ['without a key', () => null, 401, 'UNAUTHENTICATED', /needs a key/],
    ['with an empty key', () => '', 401, 'UNAUTHENTICATED', /Send the key as/],
    ['with a key that nobody issued', () => `sitrep_${'x'.repeat(43)}`, 401, 'UNAUTHENTICATED', /not known/],
    ['with a key that was revoked', () => keys.revoked, 401, 'UNAUTHENTICATED', /revoked/],
    ['with a key that has expired', () => keys.expired, 401, 'UNAUTHENTICATED', /expired/],
    ['with a key without the scope', () => keys.reader, 403, 'FORBIDDEN', /needs the scope respond/],
  ])('%s', async (_, key, status, code, reason) => {
    const answer = await send(service.url, declaring, {}, key());
    expect(codesOf(answer)).toEqual([code]);
    expect(answer.status).toBe(status);
    expect(answer.errors?.[0]?.message).toMatch(reason);
  });

  it('as a whole, also where a part of it is allowed', async () => {
    const answer = await send(service.url, '{ me { name } apiKeys { id } }', {}, keys.reader);
    expect(codesOf(answer)).toEqual(['FORBIDDEN']);
    expect(answer.data).toBeUndefined();
  });

  it('by fragments and aliases too', async () => {
    const query = 'query { ...all } fragment all on Query { mine: apiKeys { id } }';
    expect(codesOf(await send(service.url, query, {}, keys.reader))).toEqual(['FORBIDDEN']);
  });

  it('with the scheme of another kind of credentials', async () => {
    const answer = await post(`${service.url}/graphql`, JSON.stringify({ query: declaring }), {
      authorization: 'Basic c2l0cmVwOnNpdHJlcA==',
    });
    expect([answer.status, codeOf(answer)]).toEqual([401, 'UNAUTHENTICATED']);
  });
});

describe('What asks for too much is TOO_COMPLEX', () => {
  const nested = (levels: number, open: string, inside: string) =>
    `${open.repeat(levels)}${inside}${'}'.repeat(levels)}`;

  it.each([
    ['50 levels of fields', `{ __schema { types { ${nested(50, 'ofType { ', 'name ')} } } }`],
    [
      'lists of the schema in each other',
      `{ __schema { types { ${'fields { type { '.repeat(5)} name ${'} } '.repeat(5)} } } }`,
    ],
    ['the schema under several names', '{ a: __schema { types { name } } b: __schema { types { name } } }'],
    [
      'what the schema has under several names',
      '{ ...all } fragment all on Query { __schema { types { ...fields } } } fragment fields on __Type { a: fields { name } b: fields { name } }',
    ],
    ['the same field 900 times', `{ ${'status { head } '.repeat(900)} }`],
    [
      '50 levels of fields in fragments',
      `{ incident(id: "INC-1") { ${nested(50, '... { recurrenceOf { ', `id ${'}'.repeat(50)}`)} } }`,
    ],
    [
      'fragments that nest with each other',
      `{ incident(id: "INC-1") { ...f0 } } ${Array.from({ length: 12 }, (_, n) => `fragment f${n} on Incident { recurrenceOf { ...f${n + 1} } }`).join(' ')} fragment f12 on Incident { id }`,
    ],
    ['51 aliases', `{ ${Array.from({ length: 51 }, (_, n) => `a${n}: me { name }`).join(' ')} }`],
    ['4,001 tokens', `{ me { ${'name '.repeat(4001)} } }`],
    [
      'pages of pages',
      '{ incidents(first: 100) { edges { node { timeline(first: 100) { edges { node { id text } } } } } } }',
    ],
    [
      'fragments that double with each other',
      `{ me { ...f0 } } ${Array.from({ length: 30 }, (_, n) => `fragment f${n} on Principal { ...f${n + 1} ...f${n + 1} }`).join(' ')} fragment f30 on Principal { name }`,
    ],
  ])('such as %s', async (_, query) => {
    const answer = await send(service.url, query);
    expect(codesOf(answer)).toEqual(['TOO_COMPLEX']);
    expect(answer.data).toBeUndefined();
  });

  it('also where a variable says how much', async () => {
    const query = `query ($many: Int, $with: Boolean!) {
      incidents(first: $many) { edges { node @include(if: $with) { timeline(first: 100) { edges { cursor node { kind } } } } } }
    }`;
    expect(codesOf(await send(service.url, query, { many: 100, with: false }))).toEqual([]);
    expect(codesOf(await send(service.url, query, { many: 1, with: true }))).toEqual([]);
    expect(codesOf(await send(service.url, query, { many: 100, with: true }))).toEqual(['TOO_COMPLEX']);
  });

  it('but not eight levels of fields, however many fragments they are written in', async () => {
    const query = `
      { incidents { edges { node { ...Row } } } }
      fragment Row on Incident { timeline { ...Timeline } }
      fragment Timeline on TimelineConnection { edges { ...Entry } }
      fragment Entry on TimelineEdge { node { actor { ...Person } } }
      fragment Person on Actor { ...Name }
      fragment Name on Actor { ... { name } }`;
    expect(codesOf(await send(service.url, query))).toEqual([]);
  });

  it('but not what tools ask of the schema', async () => {
    const answer = await send(service.url, getIntrospectionQuery(), {}, null);
    expect(answer.errors).toBeUndefined();
    const some = '{ incident: __type(name: "Incident") { name } __type(name: "Query") { fields { name } } }';
    expect((await send(service.url, some, {}, null)).errors).toBeUndefined();
  });
});

describe('What is no request is refused', () => {
  it.each([
    ['malformed JSON', '{"query": ', 400, 'BAD_USER_INPUT'],
    ['nothing', '', 400, 'BAD_USER_INPUT'],
    ['JSON that is no object', '"query"', 400, 'BAD_USER_INPUT'],
    ['an empty object', '{}', 400, 'BAD_USER_INPUT'],
    ['a list of operations', JSON.stringify([{ query: declaring }]), 400, 'BAD_USER_INPUT'],
    ['a query that is no text', '{"query": 1}', 400, 'BAD_USER_INPUT'],
    ['variables that are no object', '{"query": "{ me { name } }", "variables": 1}', 400, 'BAD_USER_INPUT'],
    ['a prototype', '{"__proto__": {}, "query": "{ me { name } }"}', 400, 'BAD_USER_INPUT'],
    ['what is no GraphQL', '{"query": "SELECT * FROM events"}', 200, 'BAD_USER_INPUT'],
    [
      'an operation that is not there',
      JSON.stringify({ query: declaring, operationName: 'B' }),
      200,
      'BAD_USER_INPUT',
    ],
  ])('such as %s', async (_, body, status, code) => {
    const answer = await post(`${service.url}/graphql`, body);
    expect([answer.status, codeOf(answer)]).toEqual([status, code]);
  });

  it.each([
    ['text/plain', /invalid Content-Type/],
    ['application/x-www-form-urlencoded', /non-empty `query`/],
    ['multipart/form-data; boundary=x', /Send application\/json/],
    ['application/xml', /Send application\/json/],
  ])('such as one of %s, and says what is wrong', async (contentType, reason) => {
    const body = JSON.stringify({ query: declaring });
    const answer = await post(`${service.url}/graphql`, body, { 'content-type': contentType });
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(codeOf(answer)).toBe('BAD_USER_INPUT');
    expect(answer.body.errors?.[0]?.message).toMatch(reason);
  });

  it.each(['graphql', 'ingest/alertmanager'])('such as one that is packed, at /%s', async (path) => {
    const packed = new Uint8Array(gzipSync(JSON.stringify({ query: declaring })));
    const answer = await post(`${service.url}/${path}`, packed, { 'content-encoding': 'gzip' });
    expect(answer.status).toBe(400);
    expect(answer.body.errors?.[0]).toMatchObject({
      message: 'Content-Encoding: "gzip" is not read here: send the body as it is, without this header',
      extensions: { code: 'BAD_USER_INPUT', fields: [{ path: 'Content-Encoding' }] },
    });
  });

  it('but not one that says that it is not packed', async () => {
    const body = JSON.stringify({ query: '{ me { name } }' });
    const answer = await post(`${service.url}/graphql`, body, { 'content-encoding': 'identity' });
    expect(answer.status).toBe(200);
  });

  it.each([10, 50])('such as one of %d MB', async (size) => {
    const body = JSON.stringify({ query: declaring, variables: { title: 'x'.repeat(size * megabyte) } });
    const answer = await post(`${service.url}/graphql`, body);
    expect([answer.status, codeOf(answer)]).toEqual([413, 'PAYLOAD_TOO_LARGE']);
  });

  it('such as a mutation by GET', async () => {
    const response = await fetch(`${service.url}/graphql?query=${encodeURIComponent(declaring)}`, {
      headers: { authorization: `Bearer ${keys.reader}` },
    });
    expect(response.status).toBe(405);
  });

  it('such as a subscription over HTTP', async () => {
    const answer = await send(service.url, 'subscription { log { position } }');
    expect(codesOf(answer)).toEqual(['BAD_USER_INPUT']);
  });

  it('and so is a webhook in which a text has half a character, as a whole and with the place', async () => {
    const group = payload('alertmanager-v4-firing-group') as { alerts: object[] };
    const [fine, other] = group.alerts;
    const alerts = [fine, { ...other, annotations: { summary: 'Fire \ud83d' } }];
    const refused = await post(`${service.url}/ingest/alertmanager`, JSON.stringify({ ...group, alerts }));
    expect(refused.status).toBe(400);
    expect(refused.body.errors?.[0]).toMatchObject({
      message: expect.stringContaining('half a surrogate pair'),
      extensions: { code: 'BAD_USER_INPUT', fields: [{ path: 'alerts.1.annotations.summary' }] },
    });
  });

  it('and so is an address at which there is nothing', async () => {
    const answer = await post(`${service.url}/grapql`, '{}');
    expect([answer.status, codeOf(answer)]).toEqual([404, 'NOT_FOUND']);
  });
});
