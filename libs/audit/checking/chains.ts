import { type RecordedEvent, chainHash } from '#event-log';
import { type Standing, findingAt } from './standing.js';
import { areMissing, count, shortHash } from './wording.js';

interface Head {
  readonly revision: number;
  readonly hash: string;
}

/** The chains of the streams, of each of which the last event is known. */
export class Chains {
  readonly #heads = new Map<string, Head>();

  /** The streams that there were. */
  get streams(): Iterable<string> {
    return this.#heads.keys();
  }

  /** The last revision of a stream. */
  revisionOf(stream: string): number | undefined {
    return this.#heads.get(stream)?.revision;
  }

  /**
   * Takes the next event.
   *
   * @param before the hash of the event before the first of a stream, where that one is not the stream's first
   * @throws Finding when it is not what follows, or is not as it was recorded
   */
  take(standing: Standing, before?: string): void {
    const { event } = standing;
    const { hash, revision, stream } = event;
    const head = this.#heads.get(stream);
    const known = head ?? (before === undefined ? undefined : { revision: revision - 1, hash: before });
    checkRevision(standing, known);
    const actual = hashOf(event, known?.hash ?? null);
    if (actual !== hash)
      throw findingAt(
        'ALTERED',
        standing,
        `was altered: its content hashes to ${shortHash(actual)}, its chain says ${shortHash(hash)}.`,
      );
    this.#heads.set(stream, { revision, hash });
  }
}

function checkRevision(standing: Standing, before: Head | undefined): void {
  const { revision } = standing.event;
  const expected = before ? before.revision + 1 : 0;
  if (revision === expected) return;
  const after = before ? `after revision ${count(before.revision)} comes` : 'a stream begins with';
  if (revision > expected)
    throw findingAt(
      'MISSING',
      standing,
      `does not follow: ${areMissing(revision - expected)} before it in its stream (${after} ${count(expected)}).`,
    );
  throw findingAt('OUT_OF_PLACE', standing, `is there twice or out of order: ${after} ${count(expected)}.`);
}

/** What was never recorded may have no hash at all. */
function hashOf(event: RecordedEvent, previous: string | null): string {
  try {
    return chainHash(event, previous);
  } catch {
    return 'nothing';
  }
}
