import { describe, expect, it } from '@jest/globals';
import { payload } from '../../../test/payloads.js';
import { isSignedByGitHub } from './signature.js';

const { body, header, secret } = payload('github-signature') as {
  body: string;
  header: string;
  secret: string;
};
const raw = Buffer.from(body);

describe("GitHub's signature", () => {
  it('is accepted as the documentation gives it', () => {
    expect(isSignedByGitHub(raw, header, secret)).toBe(true);
  });

  it('is refused when the body, the secret or the signature differs by one character', () => {
    expect(isSignedByGitHub(Buffer.from(`${body} `), header, secret)).toBe(false);
    expect(isSignedByGitHub(raw, header, `${secret}.`)).toBe(false);
    expect(isSignedByGitHub(raw, `${header.slice(0, -1)}8`, secret)).toBe(false);
  });

  it.each([
    undefined,
    '',
    'sha256=',
    header.slice(0, -1),
    `${header}0`,
    header.replace('sha256', 'sha1'),
    header.slice(7),
  ])('is refused, not crashed on, as %j', (malformed) => {
    expect(isSignedByGitHub(raw, malformed, secret)).toBe(false);
  });

  it('covers the bytes as they came, not their meaning', () => {
    expect(isSignedByGitHub(Buffer.from([0xff, 0xfe]), header, secret)).toBe(false);
  });
});
