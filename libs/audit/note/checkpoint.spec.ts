import { describe, expect, it } from '@jest/globals';
import { EMPTY_ROOT } from '../tree/hash.js';
import { checkpointText, parseCheckpoint } from './checkpoint.js';
import { Malformed } from './errors.js';

/** The example of C2SP's tlog-checkpoint. */
const example = 'example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n';

describe('a checkpoint', () => {
  it('is read and written as its specification shows it', () => {
    const checkpoint = parseCheckpoint(example);
    expect(checkpoint).toMatchObject({
      origin: 'example.com/behind-the-sofa',
      size: 20852163,
      extensions: [],
    });
    expect(checkpointText(checkpoint)).toBe(example);
  });

  it('may be of an empty log', () => {
    const text = checkpointText({ origin: 'sitrep', size: 0, root: EMPTY_ROOT });
    expect(text).toBe('sitrep\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n');
  });

  it('keeps the lines that it does not know', () => {
    expect(parseCheckpoint(`${example}one more\nand another\n`).extensions).toEqual([
      'one more',
      'and another',
    ]);
  });

  it.each([
    ['no root', 'a\n1\n'],
    ['no newline at its end', example.slice(0, -1)],
    ['an empty line', example.replace('\n', '\n\n')],
    ['no origin', example.replace('example.com/behind-the-sofa', '')],
    ['leading zeros', example.replace('2085', '02085')],
    ['a negative size', example.replace('2085', '-2085')],
    ['a size with an exponent', example.replace('20852163', '2e7')],
    ['a size beyond what is counted exactly', example.replace('20852163', '9007199254740993')],
    ['a root that is too short', 'a\n1\nAAAA\n'],
    ['Base64 in another form', example.replace('q2I=', 'q2J=')],
  ])('is none with %s', (_, text) => {
    expect(() => parseCheckpoint(text)).toThrow(Malformed);
  });

  it.each([-1, 1.5, NaN])('cannot be written of %p events', (size) => {
    expect(() => checkpointText({ origin: 'a', size, root: EMPTY_ROOT })).toThrow(Malformed);
  });
});
