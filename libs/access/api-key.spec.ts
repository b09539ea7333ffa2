import fc from 'fast-check';
import { describe, it } from '@jest/globals';
import {
  type AnyData,
  anyTime,
  keepsTheLaws,
  minute,
  readsItsGoldenFiles,
  specification,
} from '#decider/testing';
import { type ApiKeyCommand, apiKeys } from './api-key.js';
import { accessRules } from './rules.js';
import { scopes } from './scopes.js';

const words = fc.string({ unit: 'grapheme', maxLength: 12 });

const { given } = specification(apiKeys);

const issue = (expiresAt: string | null): ApiKeyCommand => ({
  type: 'IssueApiKey',
  data: { name: 'Grafana', hash: 'c1f7d7a4', scopes: ['read'], expiresAt },
});

describe('a key', () => {
  it('is issued for ever, or until a time that is still to come', () => {
    given([]).when(issue(null)).succeeds();
    given([])
      .when(issue(minute(1)))
      .succeeds();
  });

  it('is not issued where it would have expired already', () => {
    for (const past of [minute(0), minute(-60)])
      given([])
        .when(issue(past))
        .refuses('EXPIRY_IN_THE_PAST', /expiresAt/);
  });
});

const anyData: AnyData<ApiKeyCommand> = {
  IssueApiKey: fc.record({
    name: words,
    hash: words,
    scopes: fc.subarray([...scopes], { minLength: 1 }),
    expiresAt: fc.option(anyTime),
  }),
  RevokeApiKey: fc.record({ reason: words }),
};

keepsTheLaws(apiKeys, accessRules, anyData, ['IssueApiKey']);

readsItsGoldenFiles(apiKeys, 'libs/access/golden', 'ApiKeyIssued');
