import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { networkInterfaces } from 'node:os';
import { describe, expect, it } from '@jest/globals';
import { endpointAt } from './connection.js';

const hasIPv6 = Object.values(networkInterfaces())
  .flat()
  .some((address) => address?.address === '::1');

describe('The endpoint of a service on the same machine', () => {
  it.each([
    ['127.0.0.1', 'http://127.0.0.1:3000/graphql'],
    ['0.0.0.0', 'http://127.0.0.1:3000/graphql'],
    ['incidents.example.com', 'http://incidents.example.com:3000/graphql'],
    ['::1', 'http://[::1]:3000/graphql'],
    ['::', 'http://[::1]:3000/graphql'],
  ])('that listens on %s is %s', (host, url) => {
    expect(endpointAt(host, 3000)).toBe(url);
  });

  it.each(['127.0.0.1', '0.0.0.0', ...(hasIPv6 ? ['::1', '::'] : [])])(
    'answers where it listens on %s',
    async (host) => {
      const server = createServer((_, response) => response.end('here')).listen(0, host);
      await new Promise((resolve) => server.once('listening', resolve));
      // A server that listens on a port has one.
      const { port } = server.address() as AddressInfo;
      const answer = await fetch(endpointAt(host, port), { headers: { connection: 'close' } });
      expect(await answer.text()).toBe('here');
      await new Promise((resolve) => server.close(resolve));
    },
  );
});
