import { describe, expect, it } from '@jest/globals';
import { type Answer, ask, codesOf, send } from '../support/client.js';
import { declare } from '../support/commands.js';
import { startService } from '../support/service.js';
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
});
