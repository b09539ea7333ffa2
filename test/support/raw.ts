import { headOf } from './commands.js';
import { adminKey } from './service.js';

/** What came back of a request, with its body as JSON. */
export interface RawAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: {
    readonly errors?: readonly { readonly message: string; readonly extensions: Extensions }[];
  };
}

type Extensions = Readonly<Record<string, unknown>>;

/** Posts a body as it is, with the admin key and as JSON unless the headers say otherwise. */
export async function post(
  url: string,
  body: string | Uint8Array<ArrayBuffer>,
  headers: Readonly<Record<string, string>> = {},
): Promise<RawAnswer> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${adminKey}`, ...headers },
    body,
    signal: AbortSignal.timeout(20_000),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text === '' ? {} : parsed(text) };
}

const parsed = (text: string) => JSON.parse(text) as RawAnswer['body'];

/** The code of the one error of an answer. */
export const codeOf = ({ body }: RawAnswer): unknown => body.errors?.[0]?.extensions['code'];

/** What a delivery to the service answers, and whether the log grew. */
export async function recording(url: string, delivery: () => Promise<RawAnswer>) {
  const before = await headOf(url);
  const { body, status } = await delivery();
  return { status, body, grew: (await headOf(url)) !== before };
}
