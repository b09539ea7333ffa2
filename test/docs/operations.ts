import { readFileSync, readdirSync } from 'node:fs';

const root = new URL('../../../', import.meta.url);
const examples = new URL('docs/examples/', root);

/** An operation of docs/examples. */
export interface Example {
  /** Its file's name without the ending. */
  readonly name: string;
  readonly operation: string;
  /** As they stand in its file of variables: see docs/examples/README.md for what begins with an @. */
  readonly variables: Readonly<Record<string, unknown>>;
}

/** The operations of docs/examples, in their order. */
export function exampleOperations(): Example[] {
  const files = readdirSync(examples).sort();
  const text = (file: string) => readFileSync(new URL(file, examples), 'utf8');
  return files
    .filter((file) => file.endsWith('.graphql'))
    .map((file) => {
      const name = file.replace('.graphql', '');
      const variables = files.includes(`${name}.json`) ? text(`${name}.json`) : '{}';
      return { name, operation: text(file), variables: JSON.parse(variables) as Example['variables'] };
    });
}

/** The operations that stand in the README and the guides, by themselves or as what a shell sends, each with where. */
export function guideOperations(): { readonly guide: string; readonly operation: string }[] {
  const guides = readdirSync(new URL('docs/', root)).filter((file) => file.endsWith('.md'));
  return ['README.md', ...guides.map((file) => `docs/${file}`)].flatMap((guide) =>
    [...readFileSync(new URL(guide, root), 'utf8').matchAll(/```graphql\n(.*?)```|^ask '([^']+)'/gms)].map(
      ([, block, sent]) => ({ guide, operation: block ?? sent ?? '' }),
    ),
  );
}
