import { readFileSync } from 'node:fs';
import { type Book, rulebooks } from '../support/domain.js';
import { formatted, pageAt } from './page.js';

const heading = '## Rules';

/** The rules by which commands are refused. NOT_FOUND is none of them: it is a code of its own. */
export const publicRulebooks: readonly Book[] = rulebooks.map(({ lib, rules }) => {
  const { NOT_FOUND: _, ...others } = rules;
  return { lib, rules: others };
});

/** docs/errors.md as it must be: what precedes the rules as it is, then every rule. */
export function errorsPage(): Promise<string> {
  const page = readFileSync(pageAt('docs/errors.md'), 'utf8');
  const before = page.slice(0, page.indexOf(heading));
  return formatted('docs/errors.md', [`${before}${heading}`, introduction, ...sections()].join('\n\n'));
}

const introduction =
  '`extensions.rule` of a `RULE_VIOLATION` is one of these. What it means is followed by what to do instead; the message of a refusal says the same, or more of the case. Made from the code by `npm run docs`.';

const titles: Readonly<Record<string, string>> = { decider: 'Of everything' };

const sections = (): string[] =>
  publicRulebooks.map(({ lib, rules }) => {
    const lines = Object.entries(rules).map(
      ([name, { instead, means }]) => `- \`${name}\`: ${means} ${instead}`,
    );
    return `### ${titles[lib] ?? `Of the ${lib}`}\n\n${lines.join('\n')}`;
  });
