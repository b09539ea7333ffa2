import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { KeyUses } from './key-uses.js';

const usesOn = (recorded: ReadonlyMap<string, string>, recordKeyUses: 'yes' | 'no' = 'yes') =>
  new KeyUses({ apiKeys: { lastUsedOn: (id) => recorded.get(id) ?? null } }, { recordKeyUses });

/** What is to be recorded: of which key, and of which day. */
const dueIn = ({ duty }: KeyUses, limit = 100) =>
  duty.due('', limit).map(({ order }) => [order.id, order.command.data]);

describe('the use of keys', () => {
  beforeEach(() => {
    jest.useFakeTimers({ now: Date.parse('2026-11-21T23:59:59.999Z') });
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('is to be recorded once for each key and day in UTC, however often they are used', () => {
    const recorded = new Map<string, string>();
    const uses = usesOn(recorded);
    for (const id of ['grafana', 'ci', 'grafana']) uses.note(id);
    const today = { on: '2026-11-21' };
    expect(dueIn(uses)).toEqual([
      ['grafana', today],
      ['ci', today],
    ]);
    expect(dueIn(uses, 1)).toEqual([['grafana', today]]);
    for (const id of ['grafana', 'ci']) recorded.set(id, '2026-11-21');
    uses.note('grafana');
    expect(dueIn(uses)).toEqual([]);
    jest.advanceTimersByTime(1);
    uses.note('grafana');
    expect(dueIn(uses)).toEqual([['grafana', { on: '2026-11-22' }]]);
  });

  it('is not to be recorded where another node did, or this one before it was started again', () => {
    const uses = usesOn(new Map([['grafana', '2026-11-21']]));
    uses.note('grafana');
    expect(dueIn(uses)).toEqual([]);
  });

  it('is recorded under one idempotency key by whichever node', () => {
    const tasks = [usesOn(new Map()), usesOn(new Map())].flatMap((uses) => {
      uses.note('grafana');
      return uses.duty.due('', 100);
    });
    expect(new Set(tasks.map(({ key }) => key)).size).toBe(1);
    expect(tasks.map(({ key, order }) => order.options.idempotencyKey === key)).toEqual([true, true]);
  });

  it('is told to whoever records it when it is new, and only then', () => {
    const uses = usesOn(new Map());
    let told = 0;
    uses.duty.onMore?.(() => (told += 1));
    for (const id of ['grafana', 'grafana', 'ci', 'grafana']) uses.note(id);
    expect(told).toBe(2);
  });

  it('is not recorded where the configuration says so', () => {
    const uses = usesOn(new Map(), 'no');
    uses.note('grafana');
    expect(dueIn(uses)).toEqual([]);
  });
});
