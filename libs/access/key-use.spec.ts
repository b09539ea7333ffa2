import fc from 'fast-check';
import { describe, it } from '@jest/globals';
import { type AnyData, keepsTheLaws, readsItsGoldenFiles, specification } from '#decider/testing';
import { type KeyUseCommand, keyUses } from './key-use.js';

const { after, given } = specification(keyUses);

const use = (on: string): KeyUseCommand => ({ type: 'RecordApiKeyUse', data: { on } });

describe('the use of a key', () => {
  it('is recorded with the day', () => {
    given([]).when(use('2026-11-21')).leaves({ lastUsedOn: '2026-11-21' });
  });

  it('is recorded once for each day', () => {
    given(after([], use('2026-11-21')))
      .when(use('2026-11-21'))
      .then([]);
    given(after([], use('2026-11-21')))
      .when(use('2026-11-22'))
      .leaves({ lastUsedOn: '2026-11-22' });
  });

  it('is not recorded for a day before the last: another node was faster', () => {
    given(after([], use('2026-11-21')))
      .when(use('2026-11-20'))
      .then([]);
  });
});

const anyData: AnyData<KeyUseCommand> = {
  RecordApiKeyUse: fc.record({ on: fc.constantFrom('2026-11-20', '2026-11-21', '2026-11-22') }),
};

keepsTheLaws(keyUses, {}, anyData, ['RecordApiKeyUse']);

readsItsGoldenFiles(keyUses, 'libs/access/golden/use', 'ApiKeyUsed');
