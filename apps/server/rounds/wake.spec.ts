import { setImmediate as nextTurn } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from '@jest/globals';
import { Wake } from './wake.js';

setFlagsFromString('--expose-gc');
// The flag makes it, for contexts to come.
const collectGarbage = runInNewContext('gc') as () => void;

describe('a sleep that something else may end', () => {
  it('holds nothing of what it has waited for, however often it waits', async () => {
    const wake = new Wake(new AbortController().signal);
    const waited = async () => {
      const thing = {};
      await wake.until(Promise.resolve(thing));
      return new WeakRef(thing);
    };
    const thing = await waited();
    await nextTurn();
    collectGarbage();
    expect(thing.deref()).toBeUndefined();
  });

  it('waits for something no longer than it is wanted', async () => {
    const stopping = new AbortController();
    const wake = new Wake(stopping.signal);
    const waiting = [wake.until(new Promise(() => undefined)), wake.pause(0, 60_000)];
    stopping.abort();
    await Promise.all(waiting);
    await wake.until(new Promise(() => undefined));
    await wake.pause(60_000, 60_000);
  });

  it('fails with what it waits for', async () => {
    const wake = new Wake(new AbortController().signal);
    await expect(wake.until(Promise.reject(new Error('Closed')))).rejects.toThrow('Closed');
  });
});
