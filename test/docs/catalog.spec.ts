import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ask } from '../support/client.js';
import { type HostedService, hostService } from '../support/hosted.js';
import { guideOperations } from './operations.js';

const operations = guideOperations()
  .filter(({ guide }) => guide === 'docs/catalog.md')
  .map(({ operation }, at) => [at + 1, operation] as const);

describe('The operations of the guide to the catalog, one after the other on a new service', () => {
  let service: HostedService;
  let answered = '';

  beforeAll(async () => {
    service = await hostService();
  });
  afterAll(() => service.stop());

  it.each(operations)('work: the one at place %i', async (_, operation) => {
    // What the reader fills in is an id that the answer before has shown.
    const shown = /"id":"([^"]+)"/.exec(answered)?.[1] ?? '…';
    answered = JSON.stringify(await ask(service.url, operation.replaceAll('…', shown)));
    expect(answered).not.toMatch(/^\{"\w+":\{("totalCount":0,)?"edges":\[\]/);
  });
});
