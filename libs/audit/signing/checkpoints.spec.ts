import fc from 'fast-check';
import { describe, it } from '@jest/globals';
import { type AnyData, keepsTheLaws, readsItsGoldenFiles, specification } from '#decider/testing';
import { type CheckpointCommand, checkpoints } from './checkpoints.js';
import { auditRules } from './rules.js';

const { after, given } = specification(checkpoints);

const sign = (size: number): CheckpointCommand => ({
  type: 'SignCheckpoint',
  data: {
    note: `sitrep\n${size}\n…`,
    size,
    root: 'CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=',
    position: String(size).padStart(16, '0'),
    verifierKey: 'sitrep+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW',
  },
});

describe('a checkpoint', () => {
  it('is the last one until there is another', () => {
    given(after([], sign(3)))
      .when(sign(7))
      .leaves({ size: 7 });
  });

  it('covers more than the one before, or is refused', () => {
    for (const size of [7, 3])
      given(after([], sign(7)))
        .when(sign(size))
        .refuses('NOTHING_NEW_TO_SIGN');
  });

  it('covers something', () => {
    given([]).when(sign(0)).refuses('NOTHING_NEW_TO_SIGN');
  });
});

const words = fc.string({ unit: 'grapheme', maxLength: 12 });
const anyData: AnyData<CheckpointCommand> = {
  SignCheckpoint: fc.record({
    note: words,
    size: fc.nat({ max: 100 }),
    root: words,
    position: words,
    verifierKey: words,
  }),
};

keepsTheLaws(checkpoints, auditRules, anyData, ['SignCheckpoint']);

readsItsGoldenFiles(checkpoints, 'libs/audit/golden', 'CheckpointSigned');
