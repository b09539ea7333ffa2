import { once } from 'node:events';
import { describe, expect, it } from '@jest/globals';
import { all, failureOf } from '#event-log/testing';
import { subscription } from './subscription.js';

const departure = async (signal: AbortSignal) => {
  if (!signal.aborted) await once(signal, 'abort');
};

/** Gives these, then nothing until the subscriber leaves. */
const waitingAfter = (values: readonly number[], left: () => void = () => undefined) =>
  subscription(async function* (signal) {
    try {
      yield* values;
      await departure(signal);
    } finally {
      left();
    }
  });

describe('a subscription', () => {
  it('gives what its source generates, and ends with it', async () => {
    const values = subscription(async function* () {
      yield* await Promise.resolve([1, 2, 3]);
    });
    expect(await all(values)).toEqual([1, 2, 3]);
  });

  it('ends its source when the subscriber leaves, even while that waits for a value', async () => {
    let left = false;
    const values = waitingAfter([1], () => (left = true));
    expect(await values.next()).toEqual({ done: false, value: 1 });
    const waiting = values.next();
    expect(await values.return?.()).toEqual({ done: true, value: undefined });
    expect(await waiting).toEqual({ done: true, value: undefined });
    expect(left).toBe(true);
  });

  it('ends its source when the subscriber stops in the middle', async () => {
    let left = false;
    for await (const value of waitingAfter([1, 2], () => (left = true))) {
      expect(value).toBe(1);
      break;
    }
    expect(left).toBe(true);
  });

  it('tells the subscriber of the failure of its source', async () => {
    const values = subscription(async function* () {
      yield await Promise.resolve(1);
      throw new Error('The log is gone');
    });
    expect(await values.next()).toEqual({ done: false, value: 1 });
    expect(await failureOf(values.next())).toEqual(new Error('The log is gone'));
  });

  it('does not take for a failure what the departure itself interrupts', async () => {
    const values = subscription<number>(async function* (signal) {
      await departure(signal);
      signal.throwIfAborted();
      yield 1;
    });
    const waiting = values.next();
    await values.return?.();
    expect(await waiting).toEqual({ done: true, value: undefined });
  });
});
