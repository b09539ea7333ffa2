import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { getNullableType, isObjectType, isRequiredArgument } from 'graphql';
import { ask } from '../support/client.js';
import { headOf, issueKey } from '../support/commands.js';
import { hasAny, listsOf } from '../support/lists.js';
import { schemaOf } from '../support/schema.js';
import { type HostedService, hostService } from '../support/hosted.js';
import { adminKey, runSitrep } from '../support/service.js';

let service: HostedService;

beforeAll(async () => {
  service = await hostService();
});

afterAll(async () => {
  await service.stop();
});

const demo = (...args: string[]) =>
  runSitrep(['demo', ...args, '--url', `${service.url}/graphql`, '--key', adminKey]);

/** What happened and the numbers, without what was recorded. */
const toldIn = (report: string): string => report.slice(report.indexOf('What happened'));
let first: string;

describe('sitrep demo gitlab-2017', () => {
  it('plays the outage, and tells it with its numbers', async () => {
    const { exitCode, stderr, stdout } = await demo('gitlab-2017');
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
    const { exitCode, stdout } = await demo('gitlab-2017');
    expect(exitCode).toBe(0);
    expect(stdout).toContain('had been played before: nothing was recorded.');
    expect(toldIn(stdout)).toBe(toldIn(first));
    expect(await headOf(service.url)).toBe(before);
  });

  it('says what it needs without a key, and what is wrong with a wrong one', async () => {
    const without = await runSitrep(['demo', 'gitlab-2017', '--url', `${service.url}/graphql`]);
    expect(without.exitCode).toBe(1);
    expect(without.stderr).toContain('The demo needs a key');
    const wrong = await runSitrep(['demo', '--url', `${service.url}/graphql`, '--key', 'sitrep_wrong']);
    expect(wrong.exitCode).toBe(1);
    expect(wrong.stderr).toContain('This key is not known here');
  });
});

describe('sitrep demo', () => {
  /** As if it had been played first some days ago. */
  const until = new Date(Date.now() - 3 * 24 * 3_600_000).toISOString().slice(0, 10);

  it('plays a time of an organization, every command of it, and tells its numbers', async () => {
    const { exitCode, stderr, stdout } = await demo('--months', '1', '--until', until);
    first = stdout;
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(stdout).toMatch(/All \d+ commands were recorded\./);
    expect(stdout).toMatch(/change failure rate +\d+\.\d % +\d+ of \d+ deployments/);
    expect(stdout).toMatch(/time to resolve +\d+ h \d+ min/);
  });

  it('has something in every list that can be asked for', async () => {
    const schema = await schemaOf(service.url);
    const lists = listsOf(schema, 'Query').filter(({ name }) => !unplayed.has(`Query.${name}`));
    const data = await ask<Record<string, unknown>>(
      service.url,
      `{ ${lists.map(({ selection }) => selection).join(' ')} }`,
    );
    expect(Object.keys(data).filter((name) => !hasAny(data[name]))).toEqual([]);
    expect(lists.length).toBeGreaterThan(6);
  });

  it('has something in every list of an incident, in one incident or another', async () => {
    const lists = listsOf(await schemaOf(service.url), 'Incident').filter(
      ({ name }) => !unplayed.has(`Incident.${name}`),
    );
    const { incidents } = await ask<{ incidents: { edges: { node: Record<string, unknown> }[] } }>(
      service.url,
      `{ incidents(first: 100) { edges { node { ${lists.map(({ selection }) => selection).join(' ')} } } } }`,
    );
    const nodes = incidents.edges.map(({ node }) => node);
    const empty = lists.filter(({ name }) => !nodes.some((node) => hasAny(node[name])));
    expect(empty.map(({ name }) => name)).toEqual([]);
    expect(lists.length).toBeGreaterThan(10);
  });

  it('has a number for every metric', async () => {
    const metrics = (await schemaOf(service.url)).getType('Metrics');
    const fields = isObjectType(metrics) ? Object.values(metrics.getFields()) : [];
    const selections = fields.flatMap(({ args, name, type }) => {
      const of = getNullableType(type);
      if (!isObjectType(of) || args.some(isRequiredArgument)) return [];
      const number = ['value', 'count'].find((each) => each in of.getFields());
      return number === undefined ? [] : [`${name} { number: ${number} }`];
    });
    const from = new Date(Date.now() - 40 * 24 * 3_600_000).toISOString();
    const data = await ask<{ metrics: Record<string, { number: number | null }> }>(
      service.url,
      `{ metrics(window: { from: "${from}" }) { ${selections.join(' ')} } }`,
    );
    const none = Object.keys(data.metrics).filter((name) => !(Number(data.metrics[name]?.number) > 0));
    expect(none).toEqual([]);
    expect(selections.length).toBeGreaterThan(15);
  });

  it('leaves incidents of every status', async () => {
    const statuses = ['DECLARED', 'ACKNOWLEDGED', 'MITIGATED', 'RESOLVED', 'CLOSED', 'CANCELLED', 'MERGED'];
    const counts = statuses.map(
      (status) => `${status}: incidents(filter: { status: [${status}] }) { totalCount }`,
    );
    const data = await ask<Record<string, { totalCount: number }>>(service.url, `{ ${counts.join(' ')} }`);
    expect(statuses.filter((status) => data[status]?.totalCount === 0)).toEqual([]);
  });

  it('records nothing when it is played again on another day, and tells the same', async () => {
    const before = await headOf(service.url);
    const { exitCode, stdout } = await demo('--months', '1');
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/All \d+ commands had been sent before: nothing was recorded\./);
    expect(stdout).toContain(`to ${until}`);
    expect(toldIn(stdout)).toBe(toldIn(first));
    expect(await headOf(service.url)).toBe(before);
  });

  it('goes on with no other time in the same log', async () => {
    const { exitCode, stderr } = await demo('--months', '1', '--until', '2020-03-01');
    expect(exitCode).toBe(1);
    expect(stderr).toContain('Give the same --months and --until as then');
  });

  it('goes on with no other year in the same log, and records nothing of it', async () => {
    const before = await headOf(service.url);
    const { exitCode, stderr } = await demo('--months', '1', '--seed', '2');
    expect(exitCode).toBe(1);
    expect(stderr).toContain('give the same --key and --seed as then, or start with a new SITREP_DATA_DIR');
    expect(await headOf(service.url)).toBe(before);
  });
});

describe('sitrep demo with another key than before', () => {
  it('says that it is the key, or the year, that differs', async () => {
    const { secret } = await issueKey(service.url, ['read', 'respond', 'ingest', 'admin']);
    const args = ['demo', '--months', '1', '--url', `${service.url}/graphql`, '--key', secret];
    expect(await runSitrep(args)).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining('give the same --key and --seed as then'),
    });
  });

  it.each(['organization', 'gitlab-2017'])('is no repetition, as the help of %s says', async (name) => {
    const { stdout } = await runSitrep(['demo', name, '--help']);
    expect(stdout.replaceAll(/\s+/g, ' ')).toContain('again with the same key changes nothing');
  });
});

/** What nobody plays: time records it, or it is not the organization's. */
const unplayed = new Set([
  // The key comes from the configuration.
  'Query.apiKeys',
  // What was entered afterwards has its whole term from then on: see docs/timers.md.
  'Incident.missedPromises',
  // A suggestion, of open incidents only.
  'Incident.possibleDuplicates',
]);
