import { rmSync } from 'node:fs';
import { afterAll, beforeAll } from '@jest/globals';
import { type HostedOptions, type HostedService, hostService } from './hosted.js';
import { newDataDir } from './service.js';

/** A service for the tests of a file, which can be started anew on what it has recorded. */
export function restartable(env: HostedOptions['env'] = {}) {
  const options = { dataDir: newDataDir(), env };
  let service: HostedService;
  beforeAll(async () => {
    service = await hostService(options);
  });
  afterAll(async () => {
    await service.stop();
    rmSync(options.dataDir, { recursive: true });
  });
  return {
    get url() {
      return service.url;
    },
    async restart() {
      await service.stop();
      service = await hostService(options);
    },
  };
}
