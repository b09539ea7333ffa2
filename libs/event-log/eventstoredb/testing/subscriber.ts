import type { EventLog, SubscribeOptions, SubscriptionMessage } from '../../port.js';
import { idsOf } from '../../testing/index.js';

/** A subscription that a test takes message by message. */
export class Subscriber {
  private readonly messages: AsyncIterator<SubscriptionMessage>;

  constructor(log: EventLog, options: SubscribeOptions = {}) {
    this.messages = log.subscribe(options)[Symbol.asyncIterator]();
  }

  async next(): Promise<SubscriptionMessage> {
    const result: IteratorResult<SubscriptionMessage, unknown> = await this.messages.next();
    if (result.done === true) throw new Error('The subscription has ended');
    return result.value;
  }

  /** The ids of what comes before it has caught up. */
  async history(): Promise<string[]> {
    const received: string[] = [];
    for (;;) {
      const message = await this.next();
      if (message.kind === 'caught-up') return received;
      received.push(...idsOf(message.events));
    }
  }

  /** The ids of the next so many events. */
  async receive(count: number): Promise<string[]> {
    const received: string[] = [];
    while (received.length < count) {
      const message = await this.next();
      if (message.kind === 'events') received.push(...idsOf(message.events));
    }
    return received;
  }

  async leave(): Promise<void> {
    await this.messages.return?.();
  }
}
