import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

interface Link {
  readonly client: Socket;
  readonly server: Socket;
  frozen: boolean;
}

/** The network in front of a FAKE node: it can be cut, frozen, or taken away. */
export class FakeWire {
  private readonly links = new Set<Link>();
  private listener: Server | undefined;
  private frozen = false;
  private connections = 0;
  port = 0;

  /** How many connections were ever made. */
  get connectionsMade(): number {
    return this.connections;
  }

  /** Leads to the port; listens where it did before, if it did. */
  async open(toPort: () => number): Promise<void> {
    const listener = createServer((client) => {
      this.join(client, connect(toPort(), '127.0.0.1'));
    });
    this.listener = listener;
    await new Promise<void>((resolve, reject) => {
      listener.once('error', reject);
      listener.listen(this.port, '127.0.0.1', resolve);
    });
    this.port = (listener.address() as AddressInfo).port;
  }

  /** Refuses connections from now on, and cuts those that there are. */
  async close(): Promise<void> {
    const { listener } = this;
    this.listener = undefined;
    const closed = new Promise<void>((resolve) => {
      if (listener)
        listener.close(() => {
          resolve();
        });
      else resolve();
    });
    this.cut();
    await closed;
  }

  /** Cuts all connections; new ones can be made at once. */
  cut(): void {
    for (const { client, server } of this.links) {
      client.resetAndDestroy();
      server.destroy();
    }
  }

  /** Nothing passes any more, on any connection, as with a process that is stopped. */
  freeze(): void {
    this.frozen = true;
    this.freezeConnections();
  }

  /** Nothing passes any more on the connections that there are, as with a firewall that has forgotten them. */
  freezeConnections(): void {
    for (const link of this.links) halt(link);
  }

  thaw(): void {
    this.frozen = false;
    for (const link of this.links) flow(link);
  }

  private join(client: Socket, server: Socket): void {
    this.connections++;
    const link: Link = { client, server, frozen: false };
    this.links.add(link);
    client.setNoDelay(true);
    server.setNoDelay(true);
    for (const [one, other] of [
      [client, server],
      [server, client],
    ] as const) {
      one.on('error', () => other.destroy());
      one.on('close', () => {
        this.links.delete(link);
        other.destroy();
      });
    }
    flow(link);
    if (this.frozen) halt(link);
  }
}

function flow(link: Link): void {
  link.frozen = false;
  link.client.pipe(link.server);
  link.server.pipe(link.client);
}

function halt(link: Link): void {
  link.frozen = true;
  link.client.unpipe(link.server).pause();
  link.server.unpipe(link.client).pause();
}
