import { describe, expect, it } from '@jest/globals';
import { settings } from '../../apps/server/config/settings.js';
import { type Service, composeFile, rootFile } from './compose.js';

const { services, volumes } = composeFile();
const dockerfile = rootFile('Dockerfile');
const named = Object.entries(services);
const inCluster = ({ profiles = [] }: Service) => profiles.includes('cluster');
const nodes = named.filter(([name]) => /^eventstore-\d$/.test(name));

/** Whether a version is at least as new as another: `24.10.5` of `24.10.5-bookworm-slim`. */
function isAtLeast(version: string, floor: string): boolean {
  const numbers = (text: string) => (text.split('-')[0] ?? '').split('.').map(Number);
  const [actual, least] = [numbers(version), numbers(floor)];
  const differing = least.findIndex((number, place) => number !== actual[place]);
  return differing === -1 || (actual[differing] ?? NaN) > (least[differing] ?? NaN);
}

describe('The Compose file', () => {
  it('starts Sitrep and one EventStoreDB node by default, and three nodes with the profile cluster', () => {
    expect(named.filter(([, service]) => !inCluster(service)).map(([name]) => name)).toEqual([
      'sitrep',
      'eventstore',
    ]);
    expect(nodes.map(([name]) => name)).toEqual(['eventstore-1', 'eventstore-2', 'eventstore-3']);
    expect(nodes.every(([, service]) => inCluster(service))).toBe(true);
  });

  it('runs no server that may give out a checkpoint beyond the last event', () => {
    const servers = named.filter(([, { image }]) => image.startsWith('eventstore/eventstore:'));
    expect(servers).toHaveLength(4);
    for (const [, { image }] of servers) {
      const version = image.slice(image.indexOf(':') + 1);
      expect(isAtLeast(version, version.startsWith('24.') ? '24.10.5' : '25.0.1')).toBe(true);
    }
  });

  it('pins every image', () => {
    expect(named.filter(([, { image }]) => !/:\d+\.\d+/.test(image))).toEqual([]);
  });

  it('publishes ports on the loopback interface alone', () => {
    const ports = named.flatMap(([, service]) => service.ports ?? []);
    expect(ports).toHaveLength(6);
    expect(ports.filter((port) => !port.startsWith('127.0.0.1:'))).toEqual([]);
  });

  it('can tell of every service that stays up whether it is well', () => {
    const unchecked = named.filter(
      ([, service]) => service.restart && !service.healthcheck && !service.build,
    );
    expect(unchecked).toEqual([]);
    expect(dockerfile).toMatch(/^HEALTHCHECK .*\\\n.*\/health\/ready/m);
  });

  it('waits for what a service needs to be well, not merely started', () => {
    const awaited = named.flatMap(([, service]) => Object.entries(service.depends_on ?? {}));
    expect(awaited).toHaveLength(7);
    for (const [name, { condition }] of awaited) {
      expect([name, condition]).toEqual([
        name,
        services[name]?.healthcheck ? 'service_healthy' : 'service_completed_successfully',
      ]);
    }
  });

  it('keeps the log and the views of each service in volumes of their own', () => {
    const mounted = named.flatMap(([, service]) =>
      (service.volumes ?? []).map((volume) => volume.split(':')),
    );
    expect(new Set(mounted.map(([volume]) => volume))).toEqual(new Set(Object.keys(volumes)));
    const data = mounted.filter(([, path]) => path === '/var/lib/eventstore' || path === '/var/lib/sitrep');
    expect(data).toHaveLength(6);
    expect(new Set(data.map(([volume]) => volume)).size).toBe(6);
  });

  it('sets nothing that Sitrep would refuse as no setting of its own', () => {
    const known = Object.values(settings).map(({ env }) => env);
    const ofSitrep = named
      .flatMap(([, { environment = {} }]) => Object.keys(environment))
      .concat([...dockerfile.matchAll(/\b(SITREP_\w+)=/g)].map(([, name = '']) => name));
    const set = new Set(ofSitrep.filter((name) => name.startsWith('SITREP_')));
    expect(set.size).toBeGreaterThan(6);
    expect([...set].filter((name) => !known.includes(name))).toEqual([]);
  });

  it('passes on every setting that is not one of the container', () => {
    const ofContainer = ['SITREP_HOST', 'SITREP_PORT', 'SITREP_DATA_DIR', 'SITREP_EVENT_LOG'];
    const others = Object.values(settings)
      .map(({ env }) => env)
      .filter((env) => !ofContainer.includes(env));
    for (const name of ['sitrep', 'sitrep-cluster'])
      expect(Object.keys(services[name]?.environment ?? {})).toEqual(expect.arrayContaining(others));
  });

  it('gives the log in a form that Sitrep takes', () => {
    const { services } = composeFile({ EVENTSTORE_ADMIN_PASSWORD: 'given1given1' });
    for (const name of ['sitrep', 'sitrep-cluster']) {
      const connection = services[name]?.environment?.['SITREP_EVENT_LOG'] ?? '';
      expect(settings.eventLog.read(connection)).toBe(connection);
    }
  });

  it('holds no secret', () => {
    const secrets = named
      .flatMap(([, { environment = {} }]) => Object.entries(environment))
      .filter(([name, value]) => /KEY$|SECRET$|PASSWORD$/.test(name) && value);
    expect(secrets).toEqual([]);
    expect(rootFile('.gitignore').split('\n')).toContain('.env');
  });

  it('passes a secret of the environment on', () => {
    const withPassword = composeFile({ EVENTSTORE_ADMIN_PASSWORD: 'given1given1' }).services;
    expect(withPassword['sitrep-cluster']?.environment?.['SITREP_EVENT_LOG']).toContain(
      'admin:given1given1@',
    );
    expect(withPassword['eventstore-1']?.environment?.['EVENTSTORE_DEFAULT_ADMIN_PASSWORD']).toBe(
      'given1given1',
    );
    expect(services['sitrep']?.environment).toHaveProperty('SITREP_ADMIN_KEY', null);
  });
});

describe('The cluster of the Compose file', () => {
  const address = ([name, { environment }]: [string, Service]) =>
    `${name}:${environment?.['EVENTSTORE_NODE_PORT'] ?? ''}`;
  const addresses = nodes.map(address);

  it('is known to each node and to Sitrep by the same names and ports', () => {
    const connection = new RegExp(`@${addresses.join(',')}\\?tls=true&`);
    expect(services['sitrep-cluster']?.environment?.['SITREP_EVENT_LOG']).toMatch(connection);
    for (const node of nodes) {
      const [name, { environment, ports }] = node;
      const port = environment?.['EVENTSTORE_NODE_PORT'] ?? '';
      expect(environment?.['EVENTSTORE_GOSSIP_SEED']?.split(',')).toEqual(
        addresses.filter((other) => other !== address(node)),
      );
      expect(environment?.['EVENTSTORE_NODE_HOST_ADVERTISE_AS']).toBe(name);
      expect(ports).toEqual([`127.0.0.1:${port}:${port}`]);
    }
  });

  it('has a certificate of its own for each node, under the name that it goes by', () => {
    const script = services['certificates']?.command?.[0] ?? '';
    expect(script).toContain('-dns-names localhost,eventstore-$$node');
    for (const [name, { environment }] of nodes) {
      const number = name.slice(-1);
      expect(script).toMatch(new RegExp(`for node in .*\\b${number}\\b.*; do`));
      expect(environment?.['EVENTSTORE_CERTIFICATE_FILE']).toBe(`/certificates/node-${number}/node.crt`);
      expect(environment).not.toHaveProperty('EVENTSTORE_INSECURE');
    }
  });

  it("keeps no authority's key and shows Sitrep no node's", () => {
    expect(services['certificates']?.command?.[0]).toContain('rm ca/ca.key');
    expect(
      services['sitrep-cluster']?.volumes?.filter((volume) => volume.startsWith('certificates')),
    ).toEqual([]);
  });
});

describe('The image', () => {
  it('is built in stages, runs as nobody in particular and carries no compiler', () => {
    const [, build = '', final = ''] = dockerfile.split(/^FROM /m);
    expect(build).toContain('npm prune --omit=dev');
    expect(final).toMatch(/^USER node$/m);
    expect(final).not.toContain('apt-get');
  });

  it('is built from nothing that is not named', () => {
    const ignored = rootFile('.dockerignore').split('\n');
    expect(ignored[0]).toBe('*');
    const copied = [...dockerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, paths = '']) =>
      paths.split(' '),
    );
    expect(copied.length).toBeGreaterThan(0);
    expect(copied.filter((path) => !ignored.includes(`!${path}`))).toEqual([]);
  });
});
