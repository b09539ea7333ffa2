import { BroadcastChannel } from 'node:worker_threads';

/**
 * Tells those who wait at the end of the log that it may have grown: at once when a writer of this process announces
 * it, in whatever thread, and by looking again every so often for what another process appends.
 */
export class Tail {
  readonly #channelName: string;
  readonly #pollMs: number;
  readonly #waiting = new Set<() => void>();
  #channel: BroadcastChannel | undefined;
  #poll: NodeJS.Timeout | undefined;

  constructor(channelName: string, pollMs: number) {
    this.#channelName = channelName;
    this.#pollMs = pollMs;
  }

  /** Resolves when the log may have grown, or the signal is aborted. Look at the log in the same turn as you call it. */
  moved(signal: AbortSignal): Promise<void> {
    this.#channel ??= this.#listen();
    // While somebody waits, this timer keeps the process alive, which the channel does not.
    this.#poll ??= setTimeout(() => {
      this.#wake();
    }, this.#pollMs);
    return new Promise((resolve) => {
      const wake = (): void => {
        this.#waiting.delete(wake);
        signal.removeEventListener('abort', wake);
        if (this.#waiting.size === 0) this.#rest();
        resolve();
      };
      this.#waiting.add(wake);
      signal.addEventListener('abort', wake);
    });
  }

  close(): void {
    this.#wake();
    this.#channel?.close();
    this.#channel = undefined;
  }

  #listen(): BroadcastChannel {
    const channel = new BroadcastChannel(this.#channelName);
    channel.onmessage = () => {
      this.#wake();
    };
    channel.unref();
    return channel;
  }

  #wake(): void {
    for (const wake of [...this.#waiting]) wake();
  }

  #rest(): void {
    clearTimeout(this.#poll);
    this.#poll = undefined;
  }
}
