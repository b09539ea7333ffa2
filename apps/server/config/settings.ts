import { Malformed, type Signer, isKeyName, parseSigner } from '#audit';

/** One setting of the environment: where its value comes from, what it is without one, and what is refused. */
export interface Setting<Value> {
  readonly env: string;
  /** As it would be written in the environment; empty where there is none. */
  readonly fallback: string;
  readonly description: string;
  /** @throws Error saying what is wrong with the value and what would be right */
  readonly read: (text: string) => Value;
}

const setting = <Value>(
  env: string,
  fallback: string,
  read: (text: string) => Value,
  description: string,
): Setting<Value> => ({
  env,
  fallback,
  description,
  read,
});

/** Every setting of the service. The docs' table is made from this. */
export const settings = {
  host: setting('SITREP_HOST', '127.0.0.1', nonEmpty, 'The address to listen on. `0.0.0.0` for all.'),
  port: setting('SITREP_PORT', '3000', integer(0, 65_535), 'The port; `0` picks a free one.'),
  dataDir: setting('SITREP_DATA_DIR', './data', nonEmpty, 'Where `events.db` and the views are kept.'),
  eventLog: setting(
    'SITREP_EVENT_LOG',
    'sqlite',
    eventLog,
    'The log: `sqlite` (a file in the data directory), or the connection string of an EventStoreDB, `esdb://…`.',
  ),
  adminKey: setting(
    'SITREP_ADMIN_KEY',
    '',
    adminKey,
    'An admin key, of at least 32 characters. Without it, a start on a log that has no key yet makes one and prints it once. Another value adds a key: revoke the one before.',
  ),
  logLevel: setting(
    'SITREP_LOG_LEVEL',
    'info',
    oneOf('fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'),
    'What is logged, to standard error as JSON lines.',
  ),
  corsOrigins: setting(
    'SITREP_CORS_ORIGINS',
    '',
    origins,
    'Origins of web pages that may call the API, such as `https://incidents.example.com`, separated by commas. None unless given.',
  ),
  bodyLimitBytes: setting(
    'SITREP_BODY_LIMIT_BYTES',
    '1048576',
    integer(1024, 64 * 1024 * 1024),
    'The largest request body that is read.',
  ),
  rateLimitPerMinute: setting(
    'SITREP_RATE_LIMIT_PER_MINUTE',
    '60000',
    integer(0, 10_000_000),
    'How many requests a key may make in a minute; `0` for no limit.',
  ),
  maxDepth: setting(
    'SITREP_MAX_DEPTH',
    '12',
    integer(1, 100),
    'How deep the fields of an operation may nest.',
  ),
  maxCost: setting(
    'SITREP_MAX_COST',
    '30000',
    integer(1, 100_000_000),
    'How many fields an operation may ask for, each counted as often as its page is large.',
  ),
  maxTokens: setting(
    'SITREP_MAX_TOKENS',
    '4000',
    integer(10, 1_000_000),
    'How long an operation may be, in tokens.',
  ),
  maxAliases: setting(
    'SITREP_MAX_ALIASES',
    '50',
    integer(0, 10_000),
    'How many aliases an operation may have.',
  ),
  projectionTimeoutMs: setting(
    'SITREP_PROJECTION_TIMEOUT_MS',
    '5000',
    integer(0, 60_000),
    'How long an answer waits for the views to come to the position that it must show.',
  ),
  logPageMs: setting(
    'SITREP_LOG_PAGE_MS',
    '2000',
    integer(0, 60_000),
    'How long a page of the log is looked for; then it is given with what was found until then.',
  ),
  subscriptionsPerKey: setting(
    'SITREP_SUBSCRIPTIONS_PER_KEY',
    '1000',
    integer(1, 100_000),
    'How many WebSocket connections a key may hold open on this node.',
  ),
  recordKeyUses: setting(
    'SITREP_RECORD_KEY_USES',
    'yes',
    oneOf('yes', 'no'),
    'Whether the log holds on which days a key was used: `yes` or `no`.',
  ),
  githubSecret: setting(
    'SITREP_GITHUB_SECRET',
    '',
    optional,
    'The secret of the GitHub webhook. Without it `/ingest/github` refuses everything.',
  ),
  checkpointSeconds: setting(
    'SITREP_CHECKPOINT_SECONDS',
    '60',
    integer(0, 86_400),
    'How long an event waits, at most, for a signed checkpoint that covers it; `0` signs none.',
  ),
  checkpointKey: setting(
    'SITREP_CHECKPOINT_KEY',
    '',
    signer,
    'The private key that signs checkpoints, `PRIVATE+KEY+…`. Without it the first start makes one, in `checkpoint.key` in the data directory.',
  ),
  checkpointOrigin: setting(
    'SITREP_CHECKPOINT_ORIGIN',
    '',
    origin,
    'What checkpoints call the log, such as `incidents.example.com/log`. Without it, `sitrep/` and the id of its first event.',
  ),
} as const;

function nonEmpty(text: string): string {
  if (text.trim() === '') throw new Error('must not be empty');
  return text;
}

function optional(text: string): string | undefined {
  return text === '' ? undefined : text;
}

/** Compared letter by letter with what a browser says, which writes an origin in one way only. */
function origins(text: string): readonly string[] {
  const items = text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
  const wrong = items.find((item) => !isOrigin(item));
  if (wrong !== undefined)
    throw new Error(
      `must be origins such as https://incidents.example.com, in lower case and with nothing behind the host but a port; ${JSON.stringify(wrong)} is none`,
    );
  return items;
}

const isOrigin = (text: string): boolean =>
  /^https?:/.test(text) && URL.canParse(text) && new URL(text).origin === text;

function integer(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || value < least || value > most) {
      throw new Error(`must be a whole number from ${least} to ${most}`);
    }
    return value;
  };
}

function oneOf<const Word extends string>(...words: readonly Word[]): (text: string) => Word {
  return (text) => {
    const word = words.find((candidate) => candidate === text);
    if (word === undefined) throw new Error(`must be one of ${words.join(', ')}`);
    return word;
  };
}

function eventLog(text: string): string {
  if (text === 'sqlite' || /^esdb(\+discover)?:\/\/./.test(text)) return text;
  throw new Error('must be `sqlite` or a connection string that starts with esdb:// or esdb+discover://');
}

function signer(text: string): Signer | undefined {
  try {
    return text === '' ? undefined : parseSigner(text);
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    throw new Error(
      `must be a private key to signed notes, PRIVATE+KEY+<name>+<id>+<key>. ${error.message}.`,
      {
        cause: error,
      },
    );
  }
}

function origin(text: string): string | undefined {
  if (text !== '' && !isKeyName(text)) throw new Error('must not have spaces or plus signs');
  return optional(text);
}

function adminKey(text: string): string | undefined {
  if (text !== '' && text.length < 32) throw new Error('must be at least 32 characters long');
  if (!/^[!-~]*$/.test(text))
    throw new Error('must be of ASCII characters without spaces: no request could send it otherwise');
  return optional(text);
}
