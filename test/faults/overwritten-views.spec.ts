import { describe, expect, it } from '@jest/globals';
import { type Answer, ask, codesOf, send, subscribe, take, webSocketClient } from '../support/client.js';
import { declare } from '../support/commands.js';
import { type Service, startService } from '../support/service.js';
import { overwriteViewsOf } from './overwriting.js';
import { until } from './until.js';
import { rebuiltRows, rowsIn } from './views-rows.js';

const everything = '{ incidents { totalCount edges { cursor node { reference title status revision } } } }';

describe('Views whose file is overwritten while the service runs', () => {
  it('are unavailable while they are made anew, and come back as they were', async () => {
    const service = await startService();
    for (const title of ['Search is slow', 'Logins fail']) await declare(service.url, { title });
    const answer = await ask(service.url, everything);
    overwriteViewsOf(service);
    const answers: Answer<never>[] = [];
    await until(async () => {
      answers.push(await send(service.url, everything));
      return answers.at(-1)?.errors === undefined;
    });
    expect(answers.at(-1)?.data).toEqual(answer);
    expect(answers.flatMap(codesOf).filter((code) => code !== 'UNAVAILABLE')).toEqual([]);
    expect(rowsIn(service.dataDir)).toEqual(await rebuiltRows(service.dataDir));
    await service.stop();
  });

  it('are made anew also where the service itself finds it, looking for keys that have ended', async () => {
    const service = await startService();
    await declare(service.url);
    const client = webSocketClient(service.url);
    const told = take(subscribe<{ log: { type: string } }>(client, 'subscription { log { type } }'), 1);
    await until(async () => /sitrep_websockets 1/.test(await metricsOf(service)));
    overwriteViewsOf(service, 'api_keys');
    await until(() => service.stderr().includes('The views are made anew'));
    await until(async () => (await send(service.url, everything)).errors === undefined);
    await declare(service.url);
    expect(await told).toEqual([{ log: { type: 'IncidentDeclared' } }]);
    await client.dispose();
    await service.stop();
  });
});

const metricsOf = async ({ url }: Service): Promise<string> => (await fetch(`${url}/metrics`)).text();
