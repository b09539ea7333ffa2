import { type Answer, send } from '../support/client.js';
import type { Mutation } from './mutations.js';

/** One command of a walk, and what came of it. */
export interface Step {
  readonly walk: number;
  readonly mutation: string;
  readonly input: object;
  readonly status: number;
  /** The code of each error; none where it was accepted. */
  readonly codes: readonly unknown[];
  readonly rule: unknown;
  readonly message: string | undefined;
  /** The places in the input that were refused. */
  readonly wrong: readonly string[];
  readonly answer: unknown;
  /** The step before, of which this one is a retry. */
  readonly repeats?: Step;
}

type Sent = Record<string, unknown>;

/** Sends a command and says what came of it. */
export async function take(url: string, walk: number, mutation: Mutation, input: object): Promise<Step> {
  const answer: Answer<Sent> = await send<Sent>(url, mutation.operation, { input });
  const errors = answer.errors ?? [];
  const extensions = errors[0]?.extensions;
  // The shape is that of docs/errors.md.
  const fields = (extensions?.['fields'] ?? []) as readonly { path: string }[];
  return {
    walk,
    mutation: mutation.name,
    input,
    status: answer.status,
    codes: errors.map((error) => error.extensions?.['code']),
    rule: extensions?.['rule'],
    message: errors[0]?.message,
    wrong: fields.map(({ path }) => path.replace(/^input\.?/, '').replace(/(^|[.[])\d+\]?/g, '')),
    answer: answer.data?.[mutation.name],
  };
}

/** A step in a line, for whoever looks for what went wrong. */
export const told = ({ codes, input, message, mutation, rule, status, walk }: Step): string => {
  const said = JSON.stringify(input, (_, value: unknown) =>
    typeof value === 'string' && value.length > 80 ? `${value.slice(0, 60)}… (${value.length})` : value,
  );
  const outcome =
    codes.length === 0 ? 'accepted' : [status, ...codes, rule, message].filter(Boolean).join(' ');
  return `[${walk}] ${mutation} ${said} → ${outcome}`;
};
