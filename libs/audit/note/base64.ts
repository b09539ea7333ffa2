import { Malformed } from './errors.js';

/** The bytes of a text in the standard Base64 of RFC 4648, 4, in its one form: padded, nothing left over. */
export function fromBase64(text: string, what: string): Buffer {
  const bytes = Buffer.from(text, 'base64');
  if (text === '' || bytes.toString('base64') !== text) throw new Malformed(`${what} is not in Base64`);
  return bytes;
}
