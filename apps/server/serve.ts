import { mkdirSync } from 'node:fs';
import type { Logger } from 'pino';
import { openHistory } from '#history';
import { Past, PastFiles, Views } from '#views';
import { ensureAdminKey } from './access/issue-key.js';
import { type Config, logUrlOf } from './config/config.js';
import type { Listening } from './listen.js';
import { openSeal } from './notary/seal.js';

/** What a start tells before it is through. */
export interface Starting {
  /** Called with the first admin key as soon as the log has it, where this start makes one: it is never seen again. */
  adminKeyMade(secret: string): void;
}

/** How long the start waits for the last event of the log to be in the views, before it serves without. */
const STARTING_MS = 10_000;

/**
 * Starts the service: it serves from the return on, with its views caught up. Its end closes the log, too.
 *
 * @throws LogCorrupt, LogUnavailable, ViewsInUse, ViewsUnusable, or the system's error when the port cannot be listened on
 */
export async function serve(config: Config, logger: Logger, starting: Starting): Promise<Listening> {
  mkdirSync(config.dataDir, { recursive: true });
  const logUrl = logUrlOf(config);
  /** What was opened, the last first. */
  const open: Closable[] = [];
  const opened = <T extends Closable>(part: T): T => {
    open.unshift(part);
    return part;
  };
  try {
    const log = opened(await openHistory(logUrl));
    const views = opened(new Views({ directory: config.dataDir, log: logUrl, logger }));
    const newAdminKey = await ensureAdminKey(log, config.adminKey);
    // Whatever ends the start later: the next one makes no other.
    if (newAdminKey !== undefined) starting.adminKeyMade(newAdminKey);
    const seal = await openSeal(config, log, logger);
    const files = new PastFiles({ directory: config.dataDir, log: logUrl, views });
    const past = opened(new Past({ views, log, files }));
    // It is large: what is wrong with the log is told before, and the views catch up meanwhile.
    const { listen } = await import('./listen.js');
    const app = opened(await listen({ config, log, logger, past, seal, views }));
    await views.caughtUp();
    // The key may have come after the views had caught up; who has been told it must be able to use it.
    const head = await log.head();
    if (head !== undefined) await views.reached(head, { timeoutMs: STARTING_MS });
    return { ...app, close: () => closeAll(open) };
  } catch (error) {
    // What ended the start is what counts.
    await closeAll(open).catch(() => undefined);
    throw error;
  }
}

interface Closable {
  close(): Promise<void>;
}

/** One after the other. What fails does not leave the others open, which would keep the process running. */
async function closeAll(parts: readonly Closable[]): Promise<void> {
  const failures: unknown[] = [];
  for (const part of parts) await part.close().catch((error: unknown) => failures.push(error));
  if (failures.length > 0) throw failures[0];
}
