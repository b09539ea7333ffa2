import { Query as BusQuery } from '@nestjs/cqrs';
import type { Views } from '#views';

/** A question to the views: the only kind of message on the query bus, with one handler for all of them. */
export class Read<Answer> extends BusQuery<Answer> {
  constructor(
    /** Asks the views. It runs at once, in one piece. */
    readonly question: (views: Views) => Answer,
    /** Wait, for a bounded time, until the views have come to this position. */
    readonly minPosition?: string | null,
  ) {
    super();
  }
}
