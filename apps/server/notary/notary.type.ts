import { Field, Int, ObjectType } from '@nestjs/graphql';
import { DateTime, PositionScalar } from '../graphql/scalars.js';

@ObjectType('Checkpoint', {
  description: 'What was signed of the whole log: how many events it has, and their root.',
})
export class CheckpointType {
  @Field({
    description:
      'A signed note of C2SP (https://c2sp.org/signed-note), the text of which is a tlog-checkpoint.',
  })
  note: string;

  @Field(() => Int, { description: 'How many events it covers, from the first of the log on.' })
  size: number;

  @Field({ description: 'The root of the Merkle tree of RFC 6962 over these events, in Base64.' })
  root: string;

  @Field(() => PositionScalar, { description: 'The last event that it covers.' })
  position: string;

  @Field(() => DateTime, { description: 'When it was recorded.' })
  signedAt: string;

  @Field(() => [String], {
    description:
      'The public keys of those who sign. Compare them with what you were given another way: who can forge a note can forge this list.',
  })
  verifierKeys: readonly string[];
}

@ObjectType('InclusionProof', {
  description:
    'That an event is in the log at its place: with `leaf` and `hashes` the root of the first `size` events is computed as RFC 9162, 2.1.3.2 has it.',
})
export class InclusionProofType {
  @Field(() => PositionScalar, { description: 'The event.' })
  position: string;

  @Field(() => Int, { description: 'Its place in the log, from 0 on.' })
  index: number;

  @Field(() => Int, { description: 'How many events the tree has.' })
  size: number;

  @Field({
    description: 'SHA-256(0x00 || the 32 bytes of the hash of the event), in Base64. Compute it yourself.',
  })
  leaf: string;

  @Field(() => [String], { description: 'In Base64, from the sibling of the leaf upward.' })
  hashes: readonly string[];
}

@ObjectType('ConsistencyProof', {
  description:
    'That the first `to` events of the log begin with the first `from`: from `hashes` both roots are computed as RFC 9162, 2.1.4.2 has it.',
})
export class ConsistencyProofType {
  @Field(() => Int)
  from: number;

  @Field(() => Int)
  to: number;

  @Field(() => [String], { description: 'In Base64. None where `from` is 0 or `to`.' })
  hashes: readonly string[];
}
