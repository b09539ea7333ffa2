import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { catalogRules } from '#catalog';
import { commonRules } from '#decider';
import { deploymentRules } from '#deployment';
import { incidentRules } from '#incident';

const guide = readFileSync(new URL('../../../docs/errors.md', import.meta.url), 'utf8');
const listed = guide.slice(guide.indexOf('## Rules')).match(/^- .*$/gm) ?? [];

describe('The guide to errors', () => {
  it('lists every rule of the domain in its own words', () => {
    // NOT_FOUND is a code of its own.
    const { NOT_FOUND: _, ...common } = commonRules;
    const rules = Object.entries({ ...common, ...incidentRules, ...deploymentRules, ...catalogRules });
    expect(listed).toEqual(rules.map(([name, { instead, means }]) => `- \`${name}\`: ${means} ${instead}`));
  });
});
