import { Inject, Injectable } from '@nestjs/common';
import { type KeyUseCommand, keyUses } from '#access';
import { Views } from '#views';
import { Execute } from '../commands/execute.js';
import type { Config } from '../config/config.js';
import { type Duty, type Task, sitrepItself } from '../rounds/duty.js';
import { CONFIG } from '../tokens.js';

const DAY_MS = 86_400_000;

/**
 * Which keys are used. The first use of a key on a day is recorded in the background, once for all nodes; every other
 * costs a look into a set. What a node has noted and not yet recorded when it is killed is lost with it, and noted
 * again at the next use.
 */
@Injectable()
export class KeyUses {
  readonly duty: Duty = {
    name: 'keyUses',
    due: (_, limit) => this.#due(limit),
    next: () => undefined,
    onMore: (listener) => {
      this.#noted = listener;
    },
  };
  /** The day, in milliseconds since 1970 and as a date in UTC, and the keys that were used on it. */
  #begins = 0;
  #day = '';
  readonly #today = new Set<string>();
  /** The keys whose use the log may not have yet, and the day of that. */
  readonly #open = new Map<string, string>();
  #noted = (): void => undefined;

  constructor(
    @Inject(Views) private readonly views: { readonly apiKeys: Pick<Views['apiKeys'], 'lastUsedOn'> },
    @Inject(CONFIG) private readonly config: Pick<Config, 'recordKeyUses'>,
  ) {}

  /** Notes that the key with this id is in use at this moment. */
  note(id: string): void {
    const now = Date.now();
    if (now < this.#begins || now >= this.#begins + DAY_MS) this.#beginDay(now);
    if (this.#today.has(id)) return;
    this.#today.add(id);
    if (this.config.recordKeyUses === 'no') return;
    this.#open.set(id, this.#day);
    this.#noted();
  }

  #beginDay(now: number): void {
    this.#begins = now - (now % DAY_MS);
    this.#day = new Date(now).toISOString().slice(0, 'YYYY-MM-DD'.length);
    this.#today.clear();
  }

  #due(limit: number): readonly Task[] {
    for (const [id, on] of this.#open) {
      const lastUsedOn = this.views.apiKeys.lastUsedOn(id);
      if (lastUsedOn !== null && lastUsedOn >= on) this.#open.delete(id);
    }
    return [...this.#open].slice(0, limit).map(([id, on]) => taskOf(id, on));
  }
}

function taskOf(id: string, on: string): Task {
  const command: KeyUseCommand = { type: 'RecordApiKeyUse', data: { on } };
  const key = JSON.stringify([command.type, id, on]);
  return { key, order: new Execute(keyUses, id, command, sitrepItself('access'), { idempotencyKey: key }) };
}
