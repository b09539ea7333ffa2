import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { v4 as uuid } from 'uuid';
import { FakeNode } from '#event-log/fake-node';
import { until } from '../faults/until.js';
import { ask } from '../support/client.js';
import { declare } from '../support/commands.js';
import { type HostedService, hostService } from '../support/hosted.js';

interface Page {
  readonly log: { readonly edges: readonly { readonly node: Readonly<Record<string, unknown>> }[] };
}

describe('An event that something else wrote into the EventStoreDB, which a FAKE stands for', () => {
  let node: FakeNode;
  let service: HostedService;

  beforeAll(async () => {
    node = await FakeNode.start();
    service = await hostService({ env: { SITREP_EVENT_LOG: node.connectionString } });
    place('orders-1');
    await declare(service.url);
  });
  afterAll(async () => {
    await service.stop();
    await node.down();
  });

  function place(stream: string): void {
    const event = { id: uuid(), type: 'OrderPlaced', contentType: 'application/json' };
    node.store.append(stream, -1n, [{ ...event, data: Buffer.from('{"a":1}'), metadata: Buffer.of() }]);
  }

  const fields = 'stream type data actor { id } source commandId occurredAt recordedAt hash';
  const page = async (filter: object): Promise<Page['log']['edges'][number]['node'][]> => {
    const query = `query ($filter: LogFilter) { log(filter: $filter) { edges { node { ${fields} } } } }`;
    const { log } = await ask<Page>(service.url, query, { filter });
    return log.edges.map(({ node: event }) => event);
  };

  it('is in the log as what it is, and does not hide what comes after it', async () => {
    const events = await page({});
    const foreign = events.findIndex(({ stream }) => stream === 'orders-1');
    const nothing = { actor: null, source: null, commandId: null, occurredAt: null, recordedAt: null };
    expect(events[foreign]).toMatchObject({ type: 'OrderPlaced', data: { a: 1 }, hash: '', ...nothing });
    expect(events.slice(foreign + 1)).toContainEqual(expect.objectContaining({ type: 'IncidentDeclared' }));
  });

  it('passes no filter of who did it or when', async () => {
    const times = { from: '2000-01-01T00:00:00Z' };
    for (const filter of [{ recordedAt: times }, { occurredAt: times }, { actors: { kinds: ['API_KEY'] } }])
      expect((await page(filter)).map(({ stream }) => stream)).not.toContain('orders-1');
  });

  it('leaves it told how far the views are behind, where it is the last that they have', async () => {
    interface Status {
      readonly head: string;
      readonly projectedPosition: string;
      readonly lagSeconds: number | null;
    }
    const statusNow = async () => {
      const query = '{ status { head projectedPosition lagSeconds } }';
      return (await ask<{ status: Status }>(service.url, query)).status;
    };
    place('orders-2');
    await until(async () => {
      const { head, lagSeconds, projectedPosition } = await statusNow();
      return projectedPosition === head && lagSeconds === 0;
    });
    node.faults.lateness = 60_000;
    place('orders-3');
    const { head, lagSeconds, projectedPosition } = await statusNow();
    expect(projectedPosition < head).toBe(true);
    expect(lagSeconds).toBeGreaterThan(0);
  });
});
