import { Query as BusQuery } from '@nestjs/cqrs';
import type { Moment, Past, Views } from '#views';

/** A question to the views, about the present. */
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

/** A question about what was known at a moment. */
export class ReadPast<Answer> extends BusQuery<Answer> {
  constructor(
    readonly moment: Moment,
    readonly question: (past: Past, views: Views) => Promise<Answer> | Answer,
  ) {
    super();
  }
}
