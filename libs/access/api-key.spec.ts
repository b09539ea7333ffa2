import fc from 'fast-check';
import { type AnyData, anyTime, keepsTheLaws, readsItsGoldenFiles } from '#decider/testing';
import { type ApiKeyCommand, apiKeys } from './api-key.js';
import { scopes } from './scopes.js';

const words = fc.string({ unit: 'grapheme', maxLength: 12 });

const anyData: AnyData<ApiKeyCommand> = {
  IssueApiKey: fc.record({
    name: words,
    hash: words,
    scopes: fc.subarray([...scopes], { minLength: 1 }),
    expiresAt: fc.option(anyTime),
  }),
  RevokeApiKey: fc.record({ reason: words }),
};

keepsTheLaws(apiKeys, {}, anyData, ['IssueApiKey']);

readsItsGoldenFiles(apiKeys, 'libs/access/golden', 'ApiKeyIssued');
