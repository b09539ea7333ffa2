import type streams from '@eventstore/db-client/generated/streams_pb.js';
import type { ServerWritableStream, ServiceError } from '@grpc/grpc-js';
import { thrownByHandler, tooSlow } from './fake-failures.js';
import type { FakeFaults } from './fake-faults.js';
import { caughtUpMessage, checkpointMessage, confirmationMessage, eventMessage } from './fake-messages.js';
import { filterOf, indexOf, isBoundary } from './fake-reading.js';
import type { FakeStore, StoredEvent } from './fake-store.js';

export type ReadCall = ServerWritableStream<
  InstanceType<typeof streams.ReadReq>,
  InstanceType<typeof streams.ReadResp>
>;

/** One subscription to `$all`: what there is, the word that it has caught up, and what comes. It never ends by itself. */
export class FakeSubscription {
  private readonly passes: (event: StoredEvent) => boolean;
  private next = 0;
  private live = false;
  private writable = true;
  private muted = false;
  private over = false;
  private readonly leave: () => void;

  constructor(
    private readonly store: FakeStore,
    private readonly call: ReadCall,
    private readonly faults: FakeFaults,
  ) {
    const options = call.request.getOptions();
    this.passes = options ? filterOf(options) : () => true;
    const pump = () => {
      this.pump();
    };
    this.leave = store.onAppend(() => {
      if (faults.lateness > 0) setTimeout(pump, faults.lateness);
      else pump();
    });
    call.on('drain', () => {
      this.writable = true;
      this.pump();
    });
    call.on('cancelled', () => {
      this.finish();
    });
    call.on('close', () => {
      this.finish();
    });
    const position = options?.getAll()?.getPosition()?.getCommitPosition();
    if (position === undefined) this.next = options?.getAll()?.hasEnd() ? store.events.length : 0;
    else if (isBoundary(store, BigInt(position))) this.next = indexOf(store, BigInt(position)) + 1;
    else this.fail(thrownByHandler());
    if (this.over) return;
    this.send(confirmationMessage(crypto.randomUUID()));
    // The answer to the call is not out before its handler has returned.
    setImmediate(() => {
      this.pump();
    });
  }

  fail(error: ServiceError): void {
    if (this.over) return;
    this.finish();
    this.call.emit('error', error);
  }

  /** Nothing comes any more, and nothing tells so. */
  mute(): void {
    this.muted = true;
  }

  private pump(): void {
    while (!this.over && !this.muted && this.writable && this.next < this.store.events.length) {
      const event = this.store.events[this.next++];
      if (!event || !this.passes(event)) continue;
      this.send(eventMessage(event));
      if (this.faults.sendsTwice) this.send(eventMessage(event));
    }
    if (this.over || this.muted) return;
    if (!this.live && this.next >= this.store.events.length) this.goLive();
    else if (this.live && this.store.events.length - this.next > this.faults.liveBuffer) this.fail(tooSlow());
  }

  private goLive(): void {
    this.live = true;
    if (this.faults.saysCaughtUp) this.send(caughtUpMessage());
    // Before 24.10.5 it may lie where the next event will be.
    if (this.call.request.getOptions()?.hasFilter()) this.send(checkpointMessage(this.store.end));
  }

  private send(message: InstanceType<typeof streams.ReadResp>): void {
    this.writable = this.call.write(message);
  }

  private finish(): void {
    this.over = true;
    this.leave();
  }
}
