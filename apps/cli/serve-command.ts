import { Command } from 'commander';
import { environment, logTo } from './environment.js';
import { say } from './say.js';

export const serveCommand = new Command('serve')
  .description('Run the service until it is told to stop (SIGINT or SIGTERM)')
  .action(async () => {
    const config = environment();
    const logger = logTo(config);
    // It is large, and most commands do without it.
    const { serve } = await import('../server/index.js');
    const service = await serve(config, logger, {
      adminKeyMade: (secret) => {
        say(`Admin key, shown this once: ${secret}`).catch((error: unknown) => {
          logger.error(
            { err: error },
            'the admin key could not be shown: make another one with `sitrep keys issue`',
          );
        });
      },
    });
    // Whether or not anybody reads it, the service serves.
    await say(`Sitrep is ready at ${service.url}/graphql`).catch(() => undefined);
    const signal = await stopSignal();
    logger.info({ signal }, 'stopping');
    await service.close();
  });

/** The first signal stops in good order; a second one ends the process as usual. */
function stopSignal(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, resolve);
  });
}
