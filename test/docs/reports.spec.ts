import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { report } from '../support/report.js';
import { type HostedService, hostService } from '../support/hosted.js';
import { pageAt } from './page.js';

const guide = readFileSync(pageAt('docs/reports.md'), 'utf8');
const addresses = [...guide.matchAll(/\$SITREP\/reports\/([^"]+)"/g)].map(([, address = '']) => address);

describe('The addresses of the guide to reports', () => {
  let service: HostedService;

  beforeAll(async () => {
    service = await hostService();
  });
  afterAll(() => service.stop());

  it.each(addresses)('are answered: %s', async (address) => {
    const { status, headers, text } = await report(service.url, address);
    expect(status).toBe(200);
    expect(headers.get('content-disposition')).toMatch(/^attachment; filename="\w+\.(csv|json)"$/);
    expect(text).toContain('position');
  });

  it('are several, and every parameter that the guide names is one', async () => {
    expect(addresses.length).toBeGreaterThan(2);
    const { text } = await report(service.url, 'metrics.csv?unheard-of=1');
    const known = /there are ([\w., ]+)/.exec(text)?.[1]?.split(', ') ?? [];
    const [, parameters = ''] = /## Parameters\n\n(.*)\n/.exec(guide) ?? [];
    for (const name of known) expect(parameters).toContain(`\`${name}\``);
  });
});
