import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { failureOf } from '#event-log/testing';
import { InTurn } from './in-turn.js';

/** Work that tells when it begins and ends, and is held up until it is let go. */
function work(told: string[], name: string) {
  let letGo: (() => void) | undefined;
  const held = new Promise<void>((resolve) => (letGo = resolve));
  const run = async () => {
    told.push(`${name} begins`);
    await held;
    told.push(`${name} ends`);
    return name;
  };
  return { run, letGo: () => letGo?.() };
}

describe('work in turn', () => {
  it('runs one after another where it is on the same thing, in the order of asking', async () => {
    const [turns, told] = [new InTurn(), [] as string[]];
    const [one, two, three] = [work(told, 'one'), work(told, 'two'), work(told, 'three')];
    const done = [turns.run('INC-1', one.run), turns.run('INC-1', two.run), turns.run('INC-1', three.run)];
    for (const each of [three, two, one]) each.letGo();
    expect(await Promise.all(done)).toEqual(['one', 'two', 'three']);
    expect(told).toEqual(['one', 'two', 'three'].flatMap((name) => [`${name} begins`, `${name} ends`]));
  });

  it('runs side by side where it is on different things', async () => {
    const [turns, told] = [new InTurn(), [] as string[]];
    const [slow, quick] = [work(told, 'slow'), work(told, 'quick')];
    const waiting = turns.run('INC-1', slow.run);
    quick.letGo();
    expect(await turns.run('INC-2', quick.run)).toBe('quick');
    slow.letGo();
    expect(await waiting).toBe('slow');
    expect(told).toEqual(['slow begins', 'quick begins', 'quick ends', 'slow ends']);
  });

  it('goes on after work that failed, which only who asked for it hears of', async () => {
    const turns = new InTurn();
    const failing = turns.run('INC-1', async () => {
      await pause(1);
      throw new Error('Refused');
    });
    const next = turns.run('INC-1', () => Promise.resolve('recorded'));
    expect(await failureOf(failing)).toEqual(new Error('Refused'));
    expect(await next).toBe('recorded');
    expect(await turns.run('INC-1', () => Promise.resolve('again'))).toBe('again');
  });
});
