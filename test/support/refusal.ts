import { codesOf, send } from './client.js';

/** What is said where a mutation is refused. */
export interface Refused {
  readonly code: unknown;
  readonly rule: unknown;
  readonly message: string | undefined;
  /** The paths of the wrong fields, each once. */
  readonly fields: readonly string[];
}

/** Sends a mutation that is to be refused, and gives what is said. */
export async function refusal(url: string, mutation: string, input: object, key?: string): Promise<Refused> {
  const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input!`;
  const query = `mutation ($input: ${type}) { ${mutation}(input: $input) { revision } }`;
  const answer = await send(url, query, { input }, key);
  const { extensions, message } = answer.errors?.[0] ?? {};
  // The shape is that of docs/errors.md.
  const fields = (extensions?.['fields'] ?? []) as { path: string }[];
  return {
    code: codesOf(answer)[0],
    rule: extensions?.['rule'],
    message,
    fields: [...new Set(fields.map(({ path }) => path))],
  };
}
