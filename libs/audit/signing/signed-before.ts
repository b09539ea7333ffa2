import type { Hash } from '../tree/hash.js';
import type { TreeHead } from '../tree/verification.js';

/** The log is not what was signed before: somebody changed the record, or put it back to an earlier state. */
export class RecordAltered extends Error {
  override readonly name = 'RecordAltered';
}

/** What was signed of the log before: whoever signs more of it signs only what begins with that. */
export interface SignedBefore extends TreeHead {
  /** What it is called: `checkpoint 7 of the log`. */
  readonly what: string;
  /** What to do where the log was put back on purpose, in a sentence. */
  readonly remedy?: string;
}

/** @throws RecordAltered where a log with this tree does not begin with what was signed */
export function checkBegins(
  tree: { readonly size: number; root(size: number): Hash },
  before: SignedBefore,
): void {
  if (before.size > tree.size) throw missing(before, tree.size);
  if (!tree.root(before.size).equals(before.root)) throw another(before);
}

/** A tree as it grows, of which only the root of all that it has by now can be told. */
interface Growing {
  readonly size: number;
  root(): Hash;
}

/** Holds a tree that grows, leaf by leaf, against what was signed of the log before. */
export class Continuing {
  /** What the tree has not come to, the next last. */
  readonly #ahead: SignedBefore[];

  constructor(before: readonly SignedBefore[] = []) {
    this.#ahead = [...before].sort((one, other) => other.size - one.size);
  }

  /** To be called with the empty tree, and after each leaf. @throws RecordAltered */
  check(tree: Growing): void {
    for (let next = this.#ahead.at(-1); next?.size === tree.size; next = this.#ahead.at(-1)) {
      if (!tree.root().equals(next.root)) throw another(next);
      this.#ahead.pop();
    }
  }

  /** To be called once the tree has all. @throws RecordAltered */
  end({ size }: Growing): void {
    const next = this.#ahead.at(-1);
    if (next) throw missing(next, size);
  }
}

const missing = ({ remedy, size, what }: SignedBefore, has: number): RecordAltered =>
  altered(`Events are missing: ${what} covers ${size}, and the log has ${has}.`, remedy);

const another = ({ remedy, size, what }: SignedBefore): RecordAltered =>
  altered(`The first ${size} events of the log are not those that ${what} covers.`, remedy);

const altered = (message: string, remedy: string | undefined): RecordAltered =>
  new RecordAltered(remedy === undefined ? message : `${message} ${remedy}`);
