import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { type Setting, settings } from '../../apps/server/config/settings.js';

const guide = readFileSync(new URL('../../../docs/configuration.md', import.meta.url), 'utf8');

/** The rows of the guide's table, each as its cells. */
const rows = guide
  .split('\n')
  .filter((line) => line.startsWith('| `SITREP_'))
  .map((line) => line.split(/\s*\|\s*/).slice(1, -1));

const code = (text: string): string => (text === '' ? '' : `\`${text}\``);

describe('The guide to configuration', () => {
  it('has every setting in the words of the code that reads it', () => {
    const read = Object.values<Setting<unknown>>(settings);
    expect(rows).toEqual(
      read.map(({ description, env, fallback }) => [code(env), code(fallback), description]),
    );
  });
});
