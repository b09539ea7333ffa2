import { setTimeout as sleep } from 'node:timers/promises';

/** An operation was refused, or did not come to an end in the tries that it has. */
export class OperationFailed extends Error {
  override readonly name = 'OperationFailed';

  constructor(
    /** `extensions.code` of the answer; UNREACHABLE where there was none. */
    readonly code: string,
    message: string,
    /** How long to wait before it may be tried again, where the answer says so. */
    readonly retryAfterSeconds?: number,
  ) {
    super(message);
  }
}

/** How patient a client is. */
export interface Patience {
  /** How long one request may take. */
  readonly deadlineMs: number;
  /** How often a request is sent before the client gives up. */
  readonly tries: number;
  /** The longest wait before the second try; it doubles with each further one, up to 5 s. */
  readonly firstWaitMs: number;
}

const usual: Patience = { deadlineMs: 10_000, tries: 6, firstWaitMs: 200 };

/** What passes by itself. All that is sent here may be sent again: queries, and commands with an idempotency key. */
const passing = new Set([
  'UNREACHABLE',
  'UNAVAILABLE',
  'OUTCOME_UNKNOWN',
  'NOT_YET_PROJECTED',
  'RATE_LIMITED',
]);

/** Sends GraphQL operations over HTTP, each with a deadline, and again while what hinders them passes by itself. */
export class Client {
  constructor(
    private readonly url: string,
    private readonly key: string,
    private readonly patience = usual,
  ) {}

  /**
   * The data of the answer.
   *
   * @throws OperationFailed
   */
  async run(query: string, variables: Readonly<Record<string, unknown>>): Promise<unknown> {
    const { firstWaitMs, tries } = this.patience;
    for (let tried = 1; ; tried += 1) {
      try {
        return await this.#once(query, variables);
      } catch (error) {
        if (!(error instanceof OperationFailed) || !passing.has(error.code) || tried === tries) throw error;
        const jitter = Math.random() * Math.min(5_000, firstWaitMs * 2 ** (tried - 1));
        await sleep((error.retryAfterSeconds ?? 0) * 1_000 + jitter);
      }
    }
  }

  async #once(query: string, variables: Readonly<Record<string, unknown>>): Promise<unknown> {
    const { data, errors } = await this.#post(JSON.stringify({ query, variables }));
    const [error] = errors ?? [];
    if (error) {
      const { code = 'INTERNAL', retryAfterSeconds } = error.extensions ?? {};
      throw new OperationFailed(code, error.message, retryAfterSeconds);
    }
    return data;
  }

  async #post(body: string): Promise<Answer> {
    try {
      const response = await fetch(this.url, {
        method: 'POST',
        headers: { authorization: `Bearer ${this.key}`, 'content-type': 'application/json' },
        body,
        signal: AbortSignal.timeout(this.patience.deadlineMs),
      });
      // A GraphQL server's answer has this form, whatever its status; anything else is caught as no answer.
      return (await response.json()) as Answer;
    } catch (error) {
      const cause = error instanceof Error ? (error.cause ?? error) : error;
      throw new OperationFailed(
        'UNREACHABLE',
        `${this.url} does not answer: ${cause instanceof Error ? cause.message : String(cause)}. Is the service running (npm start)?`,
      );
    }
  }
}

interface Answer {
  readonly data?: unknown;
  readonly errors?: readonly {
    readonly message: string;
    readonly extensions?: { readonly code?: string; readonly retryAfterSeconds?: number };
  }[];
}
