import { expect, it } from '@jest/globals';
import type { EventLog } from '../port.js';
import { conformance, type Harness } from '../testing/index.js';
import { openEventStoreDbLog } from './open.js';
import { serverFacts } from './testing/server-facts.js';

const url = process.env.SITREP_TEST_EVENTSTORE_URL;

if (url === undefined) {
  process.stdout.write(
    'SKIPPED: the event log was not tested on a real EventStoreDB. To do so, name one that may be written to: ' +
      'SITREP_TEST_EVENTSTORE_URL=esdb://127.0.0.1:2113?tls=false npm test\n',
  );
  it('is not run on a real EventStoreDB, for SITREP_TEST_EVENTSTORE_URL names none', () => {
    expect(url).toBeUndefined();
  });
} else {
  serverFacts('a real EventStoreDB', () => url);
  conformance('A real EventStoreDB', onServer(url));
}

/** The server itself is neither restarted nor disconnected: it may not be ours. */
function onServer(connectionString: string): Harness {
  const opened: EventLog[] = [];
  const open = async () => {
    const log = await openEventStoreDbLog(connectionString);
    opened.push(log);
    return log;
  };
  return {
    open,
    openAnother: open,
    restart: async (log) => {
      await log.close();
      return open();
    },
    release: async () => {
      await Promise.all(opened.splice(0).map((log) => log.close()));
    },
  };
}
