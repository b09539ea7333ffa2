import { describe, expect, it } from '@jest/globals';
import { Malformed } from './errors.js';
import { newSignerKey, parseSigner, parseVerifier } from './key.js';

/** The published keys of golang.org/x/mod/sumdb/note. */
const verifierKey = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW';
const signerKey = 'PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz';

/** Each part of the text, and the text with each of its characters turned into the next one. */
function* manglings(text: string): Generator<string> {
  for (let start = 0; start < text.length; start++)
    for (let end = start; end <= text.length; end++)
      if (start > 0 || end < text.length) yield text.slice(start, end);
  for (let at = 0; at < text.length; at++)
    yield text.slice(0, at) + String.fromCharCode(text.charCodeAt(at) + 1) + text.slice(at + 1);
}

const accepted = (parse: (text: string) => unknown, texts: Iterable<string>): string[] =>
  [...texts].filter((text) => {
    try {
      parse(text);
      return true;
    } catch (error) {
      if (error instanceof Malformed) return false;
      throw error;
    }
  });

describe('a verifier key', () => {
  it('is read as published', () => {
    expect(parseVerifier(verifierKey)).toMatchObject({ name: 'PeterNeumann', id: 0xc74f20a3 });
    expect(String(parseVerifier(verifierKey))).toBe(verifierKey);
  });

  it('is refused when anything of it is missing or changed', () => {
    expect(accepted(parseVerifier, manglings(verifierKey))).toEqual([]);
  });

  it.each([
    ['of the wrong length', 'PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY=='],
    ['of an unknown type', 'PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW'],
    ['with its id in capitals', 'PeterNeumann+C74F20A3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW'],
    ['with a line after it', `${verifierKey}\n`],
  ])('is refused when it is one %s', (_, key) => {
    expect(() => parseVerifier(key)).toThrow(Malformed);
  });
});

describe('a private key', () => {
  it('is read as published, and has the published verifier key', () => {
    expect(String(parseSigner(signerKey).verifier)).toBe(verifierKey);
  });

  it('is refused when anything of it is missing or changed', () => {
    expect(accepted(parseSigner, manglings(signerKey))).toEqual([]);
  });

  it('is not told by what it is refused with', () => {
    const secret = signerKey.slice(-40);
    for (const key of [`${signerKey}A`, signerKey.replace('c74f', 'c74e'), signerKey.slice(12)])
      expect(() => parseSigner(key)).toThrow(
        expect.objectContaining({ message: expect.not.stringContaining(secret) }),
      );
  });
});

describe('a new key', () => {
  it('signs what its verifier key verifies, and that alone', () => {
    const signer = parseSigner(newSignerKey('EnochRoot'));
    const verifier = parseVerifier(String(signer.verifier));
    const signature = signer.sign(Buffer.from('hi'));
    expect(verifier.verify(Buffer.from('hi'), signature)).toBe(true);
    expect(verifier.verify(Buffer.from('ho'), signature)).toBe(false);
    expect(verifier.verify(Buffer.from('hi'), Buffer.from(signature.map((byte) => byte ^ 1)))).toBe(false);
  });

  it('is another one each time', () => {
    expect(newSignerKey('EnochRoot')).not.toBe(newSignerKey('EnochRoot'));
  });

  it.each(['', 'two words', 'a+b', 'a\u2003b', 'a\n'])('cannot be called %j', (name) => {
    expect(() => newSignerKey(name)).toThrow(Malformed);
  });
});
