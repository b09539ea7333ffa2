import { afterEach, describe, expect, it } from '@jest/globals';
import { type IncidentCommand, incidents } from '#incident';
import { Execute, type Receipt } from '../commands/execute.js';
import { conflict } from '../graphql/errors.js';
import { type Duty, type Task, sitrepItself } from './duty.js';
import { Resting } from './resting.js';
import { Rounds } from './rounds.js';

const running: Rounds[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((rounds) => rounds.stop()));
});

const command: IncidentCommand = { type: 'RecordAcknowledgementOverdue', data: {} };
const task = (key: string): Task => ({
  key,
  order: new Execute(incidents, key, command, sitrepItself('test')),
});

/** Rounds of a duty over what is open, with everything around them as told. */
function roundsOver(
  open: Set<string>,
  carryOut: (id: string) => void | Promise<void>,
  {
    caughtUp = Promise.resolve(),
    next,
  }: { caughtUp?: Promise<void>; next?: (now: string) => string | undefined } = {},
) {
  const listeners = new Set<() => void>();
  const asked: number[] = [];
  const duty: Duty = {
    name: 'test',
    due: (now, limit) => {
      asked.push(Date.parse(now));
      return [...open].slice(0, limit).map(task);
    },
    next: (now) => next?.(now),
  };
  const bus = {
    execute: async (order: unknown): Promise<Receipt> => {
      if (!(order instanceof Execute)) throw new Error('Not a command');
      await carryOut(order.id);
      const events = [{ type: 'AcknowledgementOverdue', position: '1' }];
      return { id: order.id, revision: 1, position: '1', events, replayed: false };
    },
  };
  const rounds = new Rounds(duty, {
    // The bus gives a receipt for the only kind of command that is sent here.
    bus: bus as ConstructorParameters<typeof Rounds>[1]['bus'],
    logger: { warn: () => undefined },
    views: {
      caughtUp: () => caughtUp,
      onProjected: (listener) => {
        const call = () => {
          listener('1');
        };
        listeners.add(call);
        return () => listeners.delete(call);
      },
      reached: () => Promise.resolve(true),
    },
  });
  running.push(rounds);
  const changeViews = () => {
    for (const listener of listeners) listener();
  };
  return { rounds, changeViews, asked, listeners };
}

/** A promise and how it is kept. */
function promised() {
  let keep: () => void = () => undefined;
  const promise = new Promise<void>((resolve) => {
    keep = resolve;
  });
  return { promise, keep };
}

describe('the rounds of a duty', () => {
  it('begin once the views have caught up', async () => {
    const { promise: caughtUp, keep: catchUp } = promised();
    const { promise: done, keep } = promised();
    const { rounds, asked } = roundsOver(new Set(['a']), keep, { caughtUp });
    rounds.start();
    await Promise.resolve();
    expect(asked).toEqual([]);
    catchUp();
    await done;
  });

  it('go on when the views change', async () => {
    const open = new Set<string>();
    const { promise: done, keep } = promised();
    const { rounds, changeViews } = roundsOver(open, keep);
    rounds.start();
    open.add('late');
    changeViews();
    await done;
  });

  it('go on when the next thing is due', async () => {
    const open = new Set<string>();
    const { promise: done, keep } = promised();
    const due = Date.now() + 300;
    const { rounds, asked } = roundsOver(open, keep, {
      next: (now) => {
        open.add('due');
        return Date.parse(now) < due ? new Date(due).toISOString() : undefined;
      },
    });
    rounds.start();
    await done;
    expect(asked.at(-1)).toBeGreaterThanOrEqual(due);
  });

  it('are not held up by what fails, say what it fails with, and try it again', async () => {
    const open = new Set([...Array.from({ length: 100 }, (_, index) => `bad-${index}`), 'good']);
    const { promise: done, keep } = promised();
    let tries = 0;
    const { promise: triedAgain, keep: again } = promised();
    const { rounds } = roundsOver(open, (id) => {
      if (id === 'good') {
        open.delete(id);
        keep();
        return;
      }
      if (id === 'bad-0' && ++tries === 2) again();
      throw new Error('The log is away');
    });
    rounds.start();
    await done;
    expect(rounds.status()).toMatchObject({ failing: 100, failure: 'The log is away' });
    await triedAgain;
  });

  it('do not fail where another node was faster, and try again what that leaves', async () => {
    const open = new Set(['a']);
    const { promise: done, keep } = promised();
    let tries = 0;
    const { rounds } = roundsOver(open, () => {
      if (++tries === 1) throw conflict(1, 2);
      expect(rounds.status()).toMatchObject({ failed: 0, failing: 0, failure: undefined });
      keep();
    });
    rounds.start();
    await done;
  });

  it('forget a failure once the work is done, by whomever', async () => {
    const open = new Set(['a']);
    const { promise: failed, keep } = promised();
    const { rounds, changeViews, asked } = roundsOver(open, () => {
      keep();
      throw new Error('The log is away');
    });
    rounds.start();
    await failed;
    open.clear();
    const before = asked.length;
    while (asked.length < before + 2) {
      changeViews();
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    expect(rounds.status()).toMatchObject({ failed: 1, failing: 0, failure: undefined });
  });

  it('end with what is under way done, and watch nothing any more', async () => {
    const { promise: begun, keep: begin } = promised();
    const { promise: release, keep: finish } = promised();
    let finished = false;
    const { rounds, listeners } = roundsOver(new Set(['a']), async () => {
      begin();
      await release;
      finished = true;
    });
    rounds.start();
    await begun;
    const stopped = rounds.stop();
    finish();
    await stopped;
    expect(finished).toBe(true);
    expect(listeners.size).toBe(0);
  });

  it('end without what is never answered', async () => {
    const { promise: begun, keep: begin } = promised();
    const { rounds } = roundsOver(new Set(['a']), () => {
      begin();
      return promised().promise;
    });
    rounds.start();
    await begun;
    await expect(rounds.stop()).resolves.toBeUndefined();
  });

  it('can be ended before the views have ever caught up', async () => {
    const { rounds } = roundsOver(new Set(), () => undefined, { caughtUp: promised().promise });
    rounds.start();
    await expect(rounds.stop()).resolves.toBeUndefined();
  });
});

describe('a task that was tried', () => {
  it('rests longer after each try, for a minute at most', () => {
    const resting = new Resting();
    let now = 0;
    const rests = Array.from({ length: 12 }, () => {
      resting.tried('a', now, 'Away');
      const until = resting.next(now) ?? now;
      const rest = until - now;
      now = until;
      return rest;
    });
    expect(rests[0]).toBeLessThanOrEqual(1_000);
    expect(rests[3]).toBeGreaterThanOrEqual(4_000);
    for (const rest of rests) expect(rest).toBeLessThanOrEqual(60_000);
    expect(resting.has('a', now)).toBe(false);
  });
});
