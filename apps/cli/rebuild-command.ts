import { mkdirSync } from 'node:fs';
import { Command } from 'commander';
import { openHistory } from '#history';
import { logUrlOf } from '../server/config/config.js';
import { mustHaveLog } from './audit/log-file.js';
import { sizeOf } from './audit/log-size.js';
import { environment, logTo } from './environment.js';
import { progressBar } from './progress.js';
import { say } from './say.js';

export const rebuildCommand = new Command('rebuild')
  .description('Throw the views away and compute them from the log again. The service must not be running')
  .action(async () => {
    const { Views, discardViews } = await import('#views');
    const config = environment();
    mustHaveLog(config);
    const { dataDir: directory } = config;
    const started = performance.now();
    const progress = progressBar(process.stderr, 'events projected');
    mkdirSync(directory, { recursive: true });
    // What opens it first checks that it is sound.
    const log = await openHistory(logUrlOf(config));
    try {
      // A log that does not answer gives no views back.
      await log.head();
      const all = await sizeOf(log);
      discardViews(directory);
      const views = new Views({ directory, log: logUrlOf(config), logger: logTo(config) });
      try {
        views.onProjected(() => {
          progress.show(views.status().events, all);
        });
        await views.caughtUp();
        progress.end();
        const { events, parked } = views.status();
        const seconds = ((performance.now() - started) / 1000).toFixed(1);
        await say(`The views were computed from ${events.toLocaleString('en')} events in ${seconds} s.`);
        for (const { error, stream } of parked) await say(`Stream ${stream} could not be taken: ${error}`);
      } finally {
        progress.end();
        await views.close();
      }
    } finally {
      await log.close();
    }
  });
