import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { headOf } from '../support/commands.js';
import { type Service, adminKey, runSitrep, startService } from '../support/service.js';

let service: Service;

beforeAll(async () => {
  service = await startService();
});

afterAll(async () => {
  await service.stop();
});

const demo = () => runSitrep(['demo', '--url', `${service.url}/graphql`, '--key', adminKey]);

/** The timeline and the numbers, without what was recorded. */
const toldIn = (report: string): string => report.slice(report.indexOf('What happened'));

describe('sitrep demo', () => {
  let first: string;

  it('plays the outage, and tells it with its numbers', async () => {
    const { exitCode, stderr, stdout } = await demo();
    first = stdout;
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(stdout).toContain('INC-1');
    expect(stdout).toMatch(/All \d+ steps were recorded\./);
    expect(stdout).toContain('23:27:00  Action: Attempt 4');
    expect(stdout).toMatch(/time to resolve +24 h 0 min/);
    expect(stdout).toMatch(/time to mitigate +23 h 0 min/);
    expect(stdout).toMatch(/time to acknowledge +5 min/);
  });

  it('changes nothing when it is played again, and tells the same', async () => {
    const before = await headOf(service.url);
    const { exitCode, stdout } = await demo();
    expect(exitCode).toBe(0);
    expect(stdout).toContain('had been played before: nothing was recorded.');
    expect(toldIn(stdout)).toBe(toldIn(first));
    expect(await headOf(service.url)).toBe(before);
  });

  it('says what it needs without a key, and what is wrong with a wrong one', async () => {
    const without = await runSitrep(['demo', '--url', `${service.url}/graphql`]);
    expect(without.exitCode).toBe(1);
    expect(without.stderr).toContain('The demo needs a key');
    const wrong = await runSitrep(['demo', '--url', `${service.url}/graphql`, '--key', 'sitrep_wrong']);
    expect(wrong.exitCode).toBe(1);
    expect(wrong.stderr).toContain('This key is not known here');
  });
});
