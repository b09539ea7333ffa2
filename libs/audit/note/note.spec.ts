import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Malformed, Unverified } from './errors.js';
import { newSignerKey, parseSigner, parseVerifier } from './key.js';
import { openNote, parseNote, signNote } from './note.js';

// The published vectors of golang.org/x/mod/sumdb/note.
const peter = parseVerifier('PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW');
const enoch = parseVerifier('EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop');
const peterSigner = parseSigner(
  'PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz',
);
const text =
  "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
const byPeter =
  '— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n';
const byEnoch =
  '— EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=\n';
const signed = `${text}\n${byPeter}`;
const wrong = (line: string): string => `${line.slice(0, 58)}ABCD${line.slice(58)}`;

describe('signing a note', () => {
  it('gives the published note', () => {
    expect(signNote(text, [peterSigner])).toBe(signed);
  });

  it('replaces an earlier signature by the same key, and keeps those by others', () => {
    const { signatures } = parseNote(`${text}\n${wrong(byPeter)}${byEnoch}`);
    expect(signNote(text, [peterSigner], signatures)).toBe(`${text}\n${byEnoch}${byPeter}`);
  });

  it.each([
    ['text that does not end with a newline', 'abc'],
    ['control characters', 'a\tb\n'],
    ['half a surrogate pair', '\ud800\n'],
  ])('refuses %s', (_, unfit) => {
    expect(() => signNote(unfit, [peterSigner])).toThrow(Malformed);
  });

  it('refuses to make a note that nobody signed', () => {
    expect(() => signNote(text, [])).toThrow(Malformed);
  });
});

describe('opening a note', () => {
  it('gives its text once a known key has signed it, whoever else has', () => {
    expect(openNote(`${text}\n${byPeter}${byEnoch}`, [peter])).toEqual({ text, signedBy: [peter] });
    expect(openNote(`${text}\n${byPeter}${byEnoch}`, [enoch, peter])).toEqual({
      text,
      signedBy: [peter, enoch],
    });
  });

  it('reads bytes as well', () => {
    expect(openNote(Buffer.from(signed), [peter]).text).toBe(text);
  });

  it('takes an empty line in the text for part of it', () => {
    const poem = 'Ognuno sta solo\n\ned è subito sera.\n';
    expect(openNote(signNote(poem, [peterSigner]), [peter]).text).toBe(poem);
  });

  it('takes a signature that comes twice for one', () => {
    const twice = `${text}\n${byPeter}${byPeter}${byEnoch}${byEnoch}${wrong(byEnoch)}`;
    expect(openNote(twice, [peter]).signedBy).toEqual([peter]);
  });

  it('ignores a signature that shares only its name, or only its id, with a known key', () => {
    const other = parseSigner(newSignerKey('PeterNeumann'));
    const note = signNote(text, [other, peterSigner]);
    expect(openNote(note, [peter]).signedBy).toEqual([peter]);
    const misnamed = `${text}\n${byPeter.replace('PeterNeumann', 'CarmenSandiego')}`;
    expect(() => openNote(misnamed, [peter])).toThrow(/None of the known keys/);
  });

  it.each([
    ['no key is known', signed, []],
    ['a known key did not sign this', `${text}\n${wrong(byPeter)}`, [peter]],
    ['the text was changed', signed.replace('answer', 'Answer'), [peter]],
    ['one of two known keys did not sign this', `${text}\n${byPeter}${wrong(byEnoch)}`, [peter, enoch]],
    ['two known keys pass for one', signed, [peter, peter]],
  ])('fails where %s', (_, note, known) => {
    expect(() => openNote(note, known)).toThrow(Unverified);
  });

  it.each([
    ['nothing but text', text],
    ['no signature', `${text}\n`],
    ['no newline at its end', signed.slice(0, -1)],
    ['a control character', `\u0001${signed}`],
    ['a key name with a space', `${text}\n${byPeter.replace('PeterNeumann', 'Bad Name')}`],
    ['a line after its signatures', `${signed}Unexpected line.\n`],
    ['a hyphen for a dash', signed.replace('\u2014', '-')],
    ['Base64 in another form', signed.replace('nAM=', 'nAN=')],
    ['Base64 without padding', signed.replace('nAM=', 'nAM')],
    ['a signature of an id alone', `${text}\n— PeterNeumann x08gow==\n`],
    ['a hundred and one signatures', `${text}\n${byPeter.repeat(101)}`],
    ['carriage returns', signed.replaceAll('\n', '\r\n')],
  ])('refuses what has %s', (_, note) => {
    expect(() => openNote(note, [peter])).toThrow(Malformed);
  });

  it('refuses bytes that are not UTF-8', () => {
    expect(() => openNote(Buffer.concat([Buffer.of(0xff), Buffer.from(signed)]), [peter])).toThrow(Malformed);
  });

  it('takes no note in which any one byte is another', () => {
    const bytes = Buffer.from(signed);
    const at = fc.integer({ min: 0, max: bytes.length - 1 });
    fc.assert(
      fc.property(at, fc.integer({ min: 1, max: 255 }), (index, change) => {
        const altered = Buffer.from(bytes);
        altered[index] = (altered[index] ?? 0) ^ change;
        expect(() => openNote(altered, [peter])).toThrow();
      }),
      { numRuns: 500 },
    );
  });
});
