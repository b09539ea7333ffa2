import { Inject } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { Args, Int, Resolver } from '@nestjs/graphql';
import type { Hash } from '#audit';
import type { EventLog } from '#event-log';
import type { Views } from '#views';
import { ScopedQuery } from '../access/requires.js';
import { badUserInput } from '../graphql/errors.js';
import { PositionScalar } from '../graphql/scalars.js';
import { Read } from '../queries/read.js';
import { EVENT_LOG } from '../tokens.js';
import { Notary } from './notary.js';
import { CheckpointType, ConsistencyProofType, InclusionProofType } from './notary.type.js';

/** What lets somebody prove what is in the log without trusting it. Proofs are hashes: they tell nothing of any event. */
@Resolver()
export class NotaryResolver {
  constructor(
    private readonly queries: QueryBus,
    private readonly notary: Notary,
    @Inject(EVENT_LOG) private readonly log: EventLog,
  ) {}

  @ScopedQuery('audit', () => CheckpointType, {
    description: 'The last checkpoint of the log; null before the first. The log has all of them.',
    nullable: true,
  })
  checkpoint(
    @Args('minPosition', { type: () => PositionScalar, nullable: true }) minPosition?: string | null,
  ): Promise<CheckpointType | null> {
    return this.queries.execute(
      new Read(({ checkpoints }) => {
        const last = checkpoints.last();
        return last ? { ...last, verifierKeys: this.notary.verifierKeys(last) } : null;
      }, minPosition),
    );
  }

  @ScopedQuery('audit', () => InclusionProofType, {
    description: 'Proves that an event is in the log.',
  })
  async inclusionProof(
    @Args('position', { type: () => PositionScalar, description: 'That of the event.' }) position: string,
    @Args('size', {
      type: () => Int,
      nullable: true,
      description: 'In which tree: of that many events. That of the last checkpoint unless given.',
    })
    size?: number | null,
  ): Promise<InclusionProofType> {
    if (!(await this.log.has(position))) {
      throw badUserInput([
        { path: 'position', message: 'is no position of this log. Give that of an event.' },
      ]);
    }
    const index = await this.#indexOf(position);
    return this.queries.execute(
      new Read(({ checkpoints, tree }) => {
        const within = size ?? checkpoints.last()?.size ?? 0;
        if (size == null && within <= index) {
          const message = `is later than what the last checkpoint covers. Ask again once there is another, or name a size over ${index}.`;
          throw badUserInput([{ path: 'position', message }]);
        }
        mustBeWithin('size', within, index + 1, tree.extent().size);
        return {
          position,
          index,
          size: within,
          leaf: base64(tree.leaf(index)),
          hashes: tree.inclusionProof(index, within).map(base64),
        };
      }, position),
    );
  }

  @ScopedQuery('audit', () => ConsistencyProofType, {
    description: 'Proves that nothing which an earlier checkpoint covers was changed up to a later one.',
  })
  consistencyProof(
    @Args('from', { type: () => Int, description: 'The size of the earlier checkpoint.' }) from: number,
    @Args('to', {
      type: () => Int,
      nullable: true,
      description: 'The size of the later one; that of the last checkpoint unless given.',
    })
    to?: number | null,
  ): Promise<ConsistencyProofType> {
    return this.queries.execute(
      new Read(({ checkpoints, tree }) => {
        const newer = to ?? checkpoints.last()?.size ?? 0;
        mustBeWithin('to', newer, 0, tree.extent().size);
        mustBeWithin('from', from, 0, newer);
        return { from, to: newer, hashes: tree.consistencyProof(from, newer).map(base64) };
      }),
    );
  }

  /** The place of an event in the log: counted from one before it whose place the views know. */
  async #indexOf(position: string): Promise<number> {
    const landmark = await this.queries.execute(
      new Read(({ tree }: Views) => tree.landmark(position), position),
    );
    if (!landmark) throw new Error(`The tree has nothing up to ${position}`);
    let { index } = landmark;
    if (landmark.position === position) return index;
    for await (const event of this.log.readAll({ after: landmark.position })) {
      index += 1;
      if (event.position === position) return index;
      if (event.position > position) break;
    }
    throw new Error(`The log has no event at ${position}, though it says so`);
  }
}

function mustBeWithin(path: string, size: number, least: number, most: number): void {
  if (size >= least && size <= most) return;
  throw badUserInput([{ path, message: `must be from ${least} to ${most}, and is ${size}` }]);
}

const base64 = (hash: Hash): string => hash.toString('base64');
