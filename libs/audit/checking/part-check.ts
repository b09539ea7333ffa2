import type { Scope, Tree } from '../export/format.js';
import { eventLeaf } from '../tree/hash.js';
import { type TreeHead, provesInclusion } from '../tree/verification.js';
import { Chains } from './chains.js';
import type { Checkpoints } from './checkpoints.js';
import type { EventCheck } from './event-check.js';
import { Finding } from './finding.js';
import { type Standing, findingAt } from './standing.js';
import { LogSummary } from './summary.js';
import { areMissing, count, counted } from './wording.js';

type PartScope = Exclude<Scope, { readonly kind: 'log' }>;

/** Checks the events of a part of a log: each leads by its proof to the tree over the whole. */
export class PartCheck implements EventCheck {
  readonly contradicted = 'the first line: one of the two was altered';
  readonly summary = new LogSummary();
  readonly head: TreeHead;
  readonly #chains = new Chains();
  #last: number;

  constructor(
    private readonly scope: PartScope,
    { root, size }: Tree,
    private readonly checkpoints: Checkpoints,
  ) {
    this.head = { root: Buffer.from(root, 'base64'), size };
    this.#last = (scope.kind === 'window' ? scope.first : 0) - 1;
  }

  take(standing: Standing): void {
    const { event } = standing;
    this.#checkPlace(standing);
    this.#chains.take(standing, event.previous);
    this.#checkProof(standing);
    this.#last = event.index;
    this.summary.add(event);
    if (this.checkpoints.readFrom(standing)) this.summary.checkpoints += 1;
  }

  end(): void {
    if (this.scope.kind === 'window') return;
    const { revision, stream } = this.scope;
    const last = this.#chains.revisionOf(stream) ?? -1;
    if (last === revision) return;
    throw new Finding(
      last < revision ? 'MISSING' : 'OUT_OF_PLACE',
      { stream },
      `The first line says that ${stream} has ${counted(revision + 1, 'event')}, and there are ${count(last + 1)}.`,
    );
  }

  compare({ root, size }: TreeHead, what: string): void {
    if (size !== this.head.size)
      throw new TypeError(
        `This export is of a part of the log and proves itself by a checkpoint over ${counted(this.head.size, 'event')}; ${what} is over ${count(size)}. Export the whole log to compare the two`,
      );
    if (!root.equals(this.head.root))
      throw new Finding(
        'CHECKPOINT_CONTRADICTED',
        {},
        `The export and ${what} have different roots for the same events.`,
      );
  }

  #checkPlace(standing: Standing): void {
    const { index, previous, revision, stream } = standing.event;
    const next = this.#last + 1;
    if (this.scope.kind === 'window' && index !== next && next === this.scope.first)
      throw findingAt(
        index > next ? 'MISSING' : 'OUT_OF_PLACE',
        standing,
        `is event ${count(index + 1)} of the log, and the first line says that the window begins with event ${count(next + 1)}: one of the two is not as it was exported.`,
      );
    if (index < next)
      throw findingAt(
        'OUT_OF_PLACE',
        standing,
        'is there twice or out of order: a later event of the log stands before it.',
      );
    if (this.scope.kind === 'window' && index > next)
      throw findingAt('MISSING', standing, `does not follow: ${areMissing(index - next)} before it.`);
    if (this.scope.kind === 'stream' && stream !== this.scope.stream)
      throw findingAt(
        'OUT_OF_PLACE',
        standing,
        `does not belong here: the first line says that this is an export of ${this.scope.stream}.`,
      );
    const isCut =
      this.scope.kind === 'window' && revision > 0 && this.#chains.revisionOf(stream) === undefined;
    if (isCut !== (previous !== undefined))
      throw findingAt(
        isCut ? 'MISSING' : 'ALTERED',
        standing,
        isCut
          ? 'does not follow: what its stream had before it is neither here nor named.'
          : 'was altered: it names a hash of the event before it, which is here.',
      );
  }

  #checkProof(standing: Standing): void {
    const { hash, index, proof = [] } = standing.event;
    const path = proof.map((sibling) => Buffer.from(sibling, 'base64'));
    if (provesInclusion(eventLeaf(hash), index, this.head, path)) return;
    throw findingAt(
      'CHECKPOINT_CONTRADICTED',
      standing,
      `is not proved: its proof does not lead from event ${count(index + 1)} of the log to the root that the first line names.`,
    );
  }
}
