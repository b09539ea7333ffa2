import type { EventLog } from '../../port.js';
import type { Harness } from '../../testing/index.js';
import { openEventStoreDbLog } from '../open.js';
import type { EventStoreDbSettings } from '../settings.js';
import { FakeNode } from './fake-node.js';

/** Waits that suit a node that answers at once. */
const QUICK: Partial<EventStoreDbSettings> = {
  appendTimeout: 5_000,
  tryTimeout: 300,
  readTimeout: 5_000,
  readSilence: 500,
  healthTimeout: 500,
  subscriptionSilence: 200,
  caughtUpSilence: 200,
  backoff: 5,
  longestBackoff: 50,
};

/** A FAKE node of its own for each test, and the logs that were opened on it. */
export class FakeHarness implements Harness {
  private readonly logs: EventLog[] = [];
  /** The nodes of the test; of a cluster, the leader first. */
  readonly nodes: FakeNode[] = [];

  /** The node of the test. */
  get node(): FakeNode {
    const [node] = this.nodes;
    if (!node) throw new Error('No log was opened');
    return node;
  }

  async open(): Promise<EventLog> {
    this.nodes.push(await FakeNode.start());
    return this.openAnother();
  }

  async openCluster(size: number): Promise<EventLog> {
    const nodes = await FakeNode.startCluster(size);
    this.nodes.push(...nodes);
    return this.openAnother(undefined, {}, nodes[0].clusterConnectionString);
  }

  async openAnother(
    _log?: EventLog,
    settings: Partial<EventStoreDbSettings> = {},
    connectionString = this.node.connectionString,
  ): Promise<EventLog> {
    const log = await openEventStoreDbLog(connectionString, { ...QUICK, ...settings });
    this.logs.push(log);
    return log;
  }

  async restart(log: EventLog): Promise<EventLog> {
    await log.close();
    await this.node.restart();
    return this.openAnother();
  }

  disconnect(): Promise<void> {
    this.node.wire.cut();
    return Promise.resolve();
  }

  async release(): Promise<void> {
    await Promise.all(this.logs.splice(0).map((log) => log.close()));
    await Promise.all(this.nodes.splice(0).map((node) => node.down()));
  }
}
