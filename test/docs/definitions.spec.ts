import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { definitionsPage } from './definitions-page.js';
import { pageAt } from './page.js';

describe('The definitions of the numbers', () => {
  it('are those of the code; npm run docs writes them anew', async () => {
    expect(readFileSync(pageAt('docs/metrics-definitions.md'), 'utf8')).toBe(await definitionsPage());
  });
});
