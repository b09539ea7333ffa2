import { exclusionReasons, measure } from '#metrics';
import { formatted } from './page.js';

/** Every number, with its definition and rule. */
const numbers = () => {
  const {
    window: _,
    filter: __,
    series: ___,
    groups: ____,
    ...all
  } = measure({ incidents: [], deployments: [] }, { now: '2026-11-21T00:00:00.000Z' });
  return Object.entries(all).flatMap(([name, number]) =>
    typeof number === 'object' ? [{ name, definition: number.definition, rule: number.rule }] : [],
  );
};

const lines = (cells: readonly (readonly string[])[]): string =>
  cells.map((row) => `| ${row.join(' | ')} |`).join('\n');

/** docs/metrics-definitions.md as it must be. */
export const definitionsPage = (): Promise<string> =>
  formatted(
    'docs/metrics-definitions.md',
    `# The definitions of the numbers

Each answer carries its own definition and the version of its rule, which changes whenever an answer could. These are they, made from the code by \`npm run docs\`. [Why they count what they count](decisions/0004-what-the-numbers-count.md), [and the others](decisions/0018-what-the-other-numbers-count.md).

${lines([['number', 'rule', 'definition'], ['---', '---', '---'], ...numbers().map(({ name, rule, definition }) => [`\`${name}\``, `\`${rule}\``, definition])])}

## What is left out

Listed with each answer, and among what stands behind it, with one of these reasons:

${lines([['reason', 'means'], ['---', '---'], ...Object.entries(exclusionReasons).map(([reason, means]) => [`\`${reason}\``, means])])}
`,
  );
