import { setTimeout as sleep } from 'node:timers/promises';
import type { ServerDuplexStream, ServiceError } from '@grpc/grpc-js';
import { status } from '@grpc/grpc-js';
import { received, type AppendCall } from './fake-appending.js';
import { failure, tooLarge } from './fake-failures.js';
import type { FakeFaults } from './fake-faults.js';
import { appendMessage, eventMessage, streamNotFoundMessage } from './fake-messages.js';
import { eventsOfAll, eventsOfStream, streamName } from './fake-reading.js';
import type { FakeStore, StoredEvent } from './fake-store.js';
import { FakeSubscription, type ReadCall } from './fake-subscription.js';

const MAX_APPEND_BYTES = 1024 * 1024;

/** The service of streams of a FAKE node: appends, reads and subscriptions, in as far as the engine uses them. */
export class FakeStreams {
  /** Appends in batches that a client tried; the engine must not. */
  batchAppends = 0;
  subscriptionsMade = 0;
  private readonly reads = new Set<ReadCall>();
  private readonly subscriptions = new Set<FakeSubscription>();
  private readonly replicating = new Set<StoredEvent | undefined>();

  constructor(
    private readonly store: FakeStore,
    private readonly faults: FakeFaults,
    /** Why the node does not take a call, if it does not. */
    private readonly refuses: (requiresLeader: boolean) => ServiceError | undefined,
    private readonly cutConnections: () => void,
  ) {}

  /** Reads and subscriptions that the node has not ended, and no client has cancelled. */
  get openReads(): number {
    return this.reads.size;
  }

  /** Settles when the next append has been carried out. */
  appended(): Promise<void> {
    return new Promise((resolve) => {
      const leave = this.store.onAppend(() => {
        leave();
        resolve();
      });
    });
  }

  /** Ends every subscription with the error. */
  failSubscriptions(error: () => ServiceError): void {
    for (const subscription of this.subscriptions) subscription.fail(error());
  }

  /** The subscriptions that there are fall silent. */
  muteSubscriptions(): void {
    for (const subscription of this.subscriptions) subscription.mute();
  }

  readonly append = async (call: AppendCall): Promise<void> => {
    try {
      const { stream, expected, events } = await received(call);
      if (this.faults.delay > 0) await sleep(this.faults.delay);
      const refusal = this.refuses(requiresLeader(call));
      if (refusal) throw refusal;
      const fault = this.faults.nextAppends.shift();
      if (fault === 'dropped') return;
      if (typeof fault === 'function') throw fault();
      // Only the data counts, though the server means to count metadata and type as well.
      const bytes = events.reduce((sum, { data }) => sum + data.length, 0);
      if (bytes > MAX_APPEND_BYTES) throw tooLarge(MAX_APPEND_BYTES);
      const outcome = this.store.append(stream, expected, events);
      if (outcome.kind === 'idempotent' && this.replicating.has(outcome.last)) return;
      if (outcome.kind === 'written') await this.replicate(outcome.last);
      const answer = appendMessage(outcome);
      if (fault === 'answer-withheld') return;
      if (fault === 'answer-lost') {
        this.cutConnections();
        return;
      }
      call.write(answer);
      if (fault === 'answered-twice') call.write(answer);
      call.end();
    } catch (error) {
      call.emit('error', error);
    }
  };

  readonly batchAppend = (call: ServerDuplexStream<unknown, unknown>): void => {
    this.batchAppends++;
    call.emit('error', failure(status.UNIMPLEMENTED, 'A FAKE node takes no appends in batches'));
  };

  readonly read = async (call: ReadCall): Promise<void> => {
    this.reads.add(call);
    const over = () => {
      this.reads.delete(call);
    };
    call.on('cancelled', over).on('close', over).on('finish', over).on('error', over);
    try {
      if (this.faults.delay > 0) await sleep(this.faults.delay);
      const refusal = this.refuses(requiresLeader(call));
      if (refusal) throw refusal;
      const options = call.request.getOptions();
      if (!options) throw failure(status.INVALID_ARGUMENT, 'A read needs options');
      if (options.hasSubscription()) {
        this.subscribe(call);
        return;
      }
      const events = options.hasAll()
        ? eventsOfAll(this.store, options)
        : eventsOfStream(this.store, options);
      if (events) await this.send(call, events);
      else call.write(streamNotFoundMessage(streamName(options)));
      call.end();
    } catch (error) {
      call.emit('error', error);
    }
  };

  private async replicate(event: StoredEvent | undefined): Promise<void> {
    if (this.faults.replication === 0) return;
    this.replicating.add(event);
    await sleep(this.faults.replication);
    this.replicating.delete(event);
  }

  private subscribe(call: ReadCall): void {
    this.subscriptionsMade++;
    const subscription = new FakeSubscription(this.store, call, this.faults);
    this.subscriptions.add(subscription);
    call.on('close', () => this.subscriptions.delete(subscription));
    call.on('cancelled', () => this.subscriptions.delete(subscription));
  }

  private async send(call: ReadCall, events: readonly StoredEvent[]): Promise<void> {
    for (const event of events) {
      if (call.cancelled || call.destroyed) return;
      if (this.faults.sendsTwice) call.write(eventMessage(event));
      if (!call.write(eventMessage(event))) await drained(call);
    }
  }
}

const requiresLeader = (call: AppendCall | ReadCall): boolean =>
  call.metadata.get('requires-leader')[0] === 'true';

/** Or over. */
function drained(call: ReadCall): Promise<void> {
  const signs = ['drain', 'cancelled', 'close'];
  return new Promise((resolve) => {
    const settle = () => {
      for (const sign of signs) call.off(sign, settle);
      resolve();
    };
    for (const sign of signs) call.once(sign, settle);
  });
}
