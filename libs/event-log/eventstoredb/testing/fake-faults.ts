import type { ServiceError } from '@grpc/grpc-js';

/** What a FAKE node does with an append, other than to carry it out and say so. */
export type AppendFault =
  /** Carried out; the connection breaks before the answer. */
  | 'answer-lost'
  /** Carried out, and never answered. */
  | 'answer-withheld'
  /** Not carried out and never answered, as the server does with a retry of what is not yet replicated. */
  | 'dropped'
  | 'answered-twice'
  /** Not carried out, and refused with this error. */
  | (() => ServiceError);

/** What goes wrong in a FAKE node, set by a test. */
export class FakeFaults {
  /** The faults of the next appends, in order; those after them are carried out as usual. */
  readonly nextAppends: AppendFault[] = [];
  /** Every call is refused with it. */
  refusal: (() => ServiceError) | undefined;
  /** Milliseconds before an append or a read is dealt with. */
  delay = 0;
  /** Milliseconds until an append is replicated. Until then it is not answered, and a retry of it is dropped. */
  replication = 0;
  /** Milliseconds until a new event comes to those who subscribe, as on a follower that is behind. */
  lateness = 0;
  /** Servers before 23.10 do not say that a subscription has caught up. */
  saysCaughtUp = true;
  /** How many live events may wait for a subscriber before it is dropped; the server has 32. */
  liveBuffer = 32;
  /** Each event of a read or a subscription comes twice. */
  sendsTwice = false;
}
