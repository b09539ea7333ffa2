/** Chance that is the same for the same seed. */
export class Dice {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** From 0 up to, but not, 1. The generator is mulberry32. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A whole number, both ends included. */
  from(least: number, most: number): number {
    return least + Math.floor(this.next() * (most - least + 1));
  }

  /** Whether something comes to pass that is so likely, from 0 to 1. */
  maybe(likelihood: number): boolean {
    return this.next() < likelihood;
  }

  /** One of these. @throws Error where there are none */
  one<Item>(items: readonly Item[]): Item {
    const chosen = items[this.from(0, items.length - 1)];
    if (chosen === undefined) throw new Error('There is nothing to choose from');
    return chosen;
  }

  /** One of these, the last ones likelier. */
  late<Item>(items: readonly Item[]): Item {
    return this.one(items.slice(this.maybe(0.7) ? -3 : 0));
  }
}
