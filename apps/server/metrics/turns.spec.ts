import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { Turns } from './turns.js';

describe('Turns', () => {
  it('do the pieces of a question before another is begun', async () => {
    const turns = new Turns();
    const done: string[] = [];
    const question = (name: string) =>
      turns
        .begin(() => Promise.resolve(done.push(`${name} begins`)))
        .then(() =>
          Promise.all(
            ['one', 'two'].map((piece) => turns.take(() => Promise.resolve(done.push(`${name} ${piece}`)))),
          ),
        );
    await Promise.all([question('first'), question('second')]);
    expect(done).toEqual([
      'first begins',
      'first one',
      'first two',
      'second begins',
      'second one',
      'second two',
    ]);
  });

  it('come after one another with room for others in between', async () => {
    const turns = new Turns();
    const done: string[] = [];
    const busy = (name: string) => {
      for (const end = performance.now() + 10; performance.now() < end;);
      done.push(name);
    };
    const pieces = ['one', 'two', 'three'].map((name) =>
      turns.take(() => {
        busy(name);
      }),
    );
    void nextTurn().then(() => done.push('another'));
    await Promise.all(pieces);
    expect(done).toEqual(['one', 'another', 'two', 'three']);
  });

  it('go on after a piece that fails, which fails by itself', async () => {
    const turns = new Turns();
    const failing = turns.take(() => {
      throw new Error('no');
    });
    const next = turns.take(() => 'done');
    await expect(failing).rejects.toThrow('no');
    expect(await next).toBe('done');
  });
});
