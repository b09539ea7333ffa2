import { describe, expect, it } from '@jest/globals';
import { readConnectionString } from './connection-string.js';

const messageOf = (text: string): string => {
  try {
    readConnectionString(text);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return 'It was taken';
};

describe('A connection string', () => {
  it.each([
    'esdb://127.0.0.1:2113?tls=false',
    'esdb://127.0.0.1:2113/?tls=false',
    'esdb://node?tls=false&keepAliveInterval=20000',
    'esdb://a:2113,b:2113,c:2113?tls=false',
    'esdb+discover://cluster.example:2113?tls=false',
    'esdb://admin:changeit@a:2113,b:2113?nodePreference=leader',
    'esdb://admin:changeit@a:2113?TLS=true&keep_alive_interval=20000&tlsVerifyCert=true',
  ])('is taken as %s', (text) => {
    expect(messageOf(text)).toBe('It was taken');
  });

  it.each([
    ['esdb://a:2113?tls=false', false],
    ['esdb://user:a,b@a:2113?nodePreference=leader', false],
    ['esdb://a:2113,b:2113?tls=false', true],
    ['esdb+discover://cluster.example:2113?tls=false', true],
  ])('tells whether it is of a cluster: %s', (text, isCluster) => {
    expect(readConnectionString(text).isCluster).toBe(isCluster);
  });

  it('gives its user to every append, decoded', () => {
    expect(readConnectionString('esdb://ad%40min:p%3Aw@host:2113').credentials).toEqual({
      username: 'ad@min',
      password: 'p:w',
    });
  });

  it('needs no user where the server is insecure', () => {
    expect(readConnectionString('esdb://host:2113?tls=false').credentials).toBeDefined();
  });

  it('needs one where it is secure, and says how to name it', () => {
    expect(messageOf('esdb://host:2113')).toContain('esdb://user:password@host:2113');
  });

  it.each(['', 'host:2113', 'http://host:2113', 'mongodb://host'])(
    'refuses %p and says what it is like',
    (text) => {
      expect(messageOf(text)).toContain('esdb://');
    },
  );

  it.each([
    'esdb://user:hunter2@host:port',
    'esdb://user:hunter2@host:2113?nodePreference=somewhere',
    'esdb://user:hunter2@host:2113?tlsCAFile=/nowhere/ca.crt',
  ])('says what is wrong with %p without the password', (text) => {
    expect(messageOf(text)).toContain('cannot be used');
    expect(messageOf(text)).not.toContain('hunter2');
  });

  // The client itself would warn of these, with the password.
  it.each([
    ['esdb://user:hunter2@host:2113?tsl=false', /an option that there is not: tsl$/],
    ['esdb://user:hunter2@host:2113?tls=true&tlsVerifyCert=false', /tlsCAFile/],
    ['esdb://user:100%25%hunter2@host:2113', /% .* as %25/],
  ])('refuses %p and says what would be right', (text, reason) => {
    expect(messageOf(text)).toMatch(reason);
    expect(messageOf(text)).not.toContain('hunter2');
  });
});
