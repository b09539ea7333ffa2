import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

const FRACTIONS = 0x1000000;

/**
 * Chance that comes out the same for the same name: what one thing draws does not depend on what others drew, so that
 * a change to one leaves all others as they were.
 */
export class Chance {
  readonly #generator;

  constructor(private readonly name: string) {
    this.#generator = xoroshiro128plus(seedOf(name));
  }

  /** Chance of its own for a part of the thing. */
  of(part: string | number): Chance {
    return new Chance(`${this.name}/${part}`);
  }

  /** A whole number, both ends included. */
  between(from: number, to: number): number {
    return uniformInt(this.#generator, from, to);
  }

  /** From 0 (included) to 1 (not included). */
  fraction(): number {
    return this.between(0, FRACTIONS - 1) / FRACTIONS;
  }

  /** True so often of one time. */
  happens(probability: number): boolean {
    return this.fraction() < probability;
  }

  /** @throws RangeError where there is nothing to pick from */
  pick<T>(from: readonly T[]): T {
    const picked = from[this.between(0, Math.max(0, from.length - 1))];
    if (picked === undefined) throw new RangeError(`Nothing to pick from for ${this.name}.`);
    return picked;
  }

  /** All of them, in another order. */
  shuffled<T>(all: readonly T[]): T[] {
    return all
      .map((one) => ({ one, rank: this.fraction() }))
      .toSorted((a, b) => a.rank - b.rank)
      .map(({ one }) => one);
  }

  /**
   * Log-normal around this median, as durations of work are: mostly near it, now and then several times as long.
   *
   * @param spread the standard deviation of the logarithm
   */
  around(median: number, spread = 0.5): number {
    // A sum of twelve is near enough to the normal distribution, and has no far tail.
    let normal = -6;
    for (let i = 0; i < 12; i += 1) normal += this.fraction();
    return median * Math.exp(normal * spread);
  }
}

/** FNV-1a of 32 bits. */
function seedOf(name: string): number {
  let hash = 0x811c9dc5;
  for (const character of name) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  return hash;
}
