import { GossipService } from '@eventstore/db-client/generated/gossip_grpc_pb.js';
import { ServerFeaturesService } from '@eventstore/db-client/generated/serverfeatures_grpc_pb.js';
import { StreamsService } from '@eventstore/db-client/generated/streams_grpc_pb.js';
import { Server, ServerCredentials, type sendUnaryData, type ServiceError } from '@grpc/grpc-js';
import type { AppendCall } from './fake-appending.js';
import { clusterInfo, supportedMethods, type Role } from './fake-cluster-services.js';
import { noLeaderInfo, notLeader, notReady } from './fake-failures.js';
import { FakeFaults } from './fake-faults.js';
import { FakeStore } from './fake-store.js';
import { FakeStreams } from './fake-streams.js';
import type { ReadCall } from './fake-subscription.js';
import { FakeWire } from './fake-wire.js';

/** As Kestrel has it: a client that leaves that many reads open can do nothing more. */
const STREAMS_PER_CONNECTION = 100;

/** Declared with many answers, so that one can be given twice or not at all. */
const APPEND = { ...StreamsService.append, responseStream: true };

/**
 * A FAKE EventStoreDB node in this process, which answers the real client over loopback. It imitates what was seen of
 * version 23.10.6, its oddities above all; the specs beside the engine say which.
 */
export class FakeNode {
  readonly wire = new FakeWire();
  readonly faults = new FakeFaults();
  readonly streams: FakeStreams;
  role: Role = 'leader';
  private server: Server | undefined;
  private innerPort = 0;

  private constructor(
    readonly store: FakeStore,
    private readonly cluster: readonly FakeNode[],
  ) {
    this.streams = new FakeStreams(
      store,
      this.faults,
      (requiresLeader) => this.refusal(requiresLeader),
      () => {
        this.wire.cut();
      },
    );
  }

  static async start(): Promise<FakeNode> {
    const [node] = await FakeNode.startCluster(1);
    return node;
  }

  /** So many nodes with the same data, of which the first is the leader. */
  static async startCluster(size: number): Promise<[FakeNode, ...FakeNode[]]> {
    const store = new FakeStore();
    const nodes: FakeNode[] = [];
    for (let n = 0; n < size; n++) nodes.push(new FakeNode(store, nodes));
    const [leader, ...followers] = nodes;
    if (!leader) throw new Error('A cluster has at least one node');
    for (const follower of followers) follower.role = 'follower';
    await Promise.all(nodes.map((node) => node.up()));
    return [leader, ...followers];
  }

  get connectionString(): string {
    return `esdb://127.0.0.1:${this.wire.port}?tls=false`;
  }

  /** The same of its cluster. */
  get clusterConnectionString(): string {
    return `esdb://${this.cluster.map(({ wire }) => `127.0.0.1:${wire.port}`).join(',')}?tls=false`;
  }

  /** Goes down without a warning and comes up again with its data, on the same port, having forgotten event ids. */
  async restart(): Promise<void> {
    await this.down();
    this.store.forget();
    await this.up();
  }

  async up(): Promise<void> {
    const server = new Server({
      'grpc.max_concurrent_streams': STREAMS_PER_CONNECTION,
      'grpc.max_receive_message_length': 32 * 1024 * 1024,
    });
    server.addService(
      { ...StreamsService, append: APPEND },
      {
        read: (call: ReadCall) => void this.streams.read(call),
        append: (call: AppendCall) => void this.streams.append(call),
        batchAppend: this.streams.batchAppend,
      },
    );
    server.addService(GossipService, { read: this.gossip });
    server.addService(ServerFeaturesService, { getSupportedMethods: this.features });
    this.innerPort = await new Promise<number>((resolve, reject) => {
      server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, port) => {
        if (error) reject(error);
        else resolve(port);
      });
    });
    this.server = server;
    await this.wire.open(() => this.innerPort);
  }

  async down(): Promise<void> {
    await this.wire.close();
    this.server?.forceShutdown();
    this.server = undefined;
  }

  /** Makes the node the leader, and all others of its cluster followers. */
  elect(): void {
    for (const node of this.cluster) node.role = node === this ? 'leader' : 'follower';
  }

  private refusal(requiresLeader: boolean): ServiceError | undefined {
    if (this.faults.refusal) return this.faults.refusal();
    if (this.role === 'starting') return notReady();
    if (this.role === 'leader' || !requiresLeader) return undefined;
    const leader = this.cluster.find(({ role }) => role === 'leader');
    return leader ? notLeader(leader.wire.port) : noLeaderInfo();
  }

  private readonly gossip = (_call: unknown, answer: sendUnaryData<unknown>): void => {
    answer(
      null,
      clusterInfo(
        this.cluster.map(({ wire, role, server }) => ({
          port: wire.port,
          role,
          alive: server !== undefined,
        })),
      ),
    );
  };

  private readonly features = (_call: unknown, answer: sendUnaryData<unknown>): void => {
    answer(null, supportedMethods());
  };
}
