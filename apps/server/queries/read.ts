import { Query as BusQuery } from '@nestjs/cqrs';
import type { Position } from '#event-log';
import type { Moment, Past, PastQuestion, Readings, Views } from '#views';

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

/**
 * A question about what belongs to something that the same answer shows already. It waits for nothing that came after
 * that, so that an answer is of one state however much is written meanwhile.
 */
export class ReadFurther<Answer> extends BusQuery<Answer> {
  constructor(
    /** Asks the views. It runs at once, in one piece. */
    readonly question: (views: Views) => Answer,
    /** The last event of what is shown, where it has one: a command may have just recorded it. */
    readonly shown?: Position,
  ) {
    super();
  }
}

/** A question about a few things as they were known at a moment. */
export class ReadPast<Answer> extends BusQuery<Answer> {
  constructor(
    readonly moment: Moment,
    readonly question: (past: Past) => Promise<Answer>,
  ) {
    super();
  }
}

/** A question to the views as they were at a moment. */
export class ReadPastViews<Answer> extends BusQuery<Answer> {
  constructor(
    readonly moment: Moment,
    /** What of the views it is about. */
    readonly extent: PastQuestion<Answer>['extent'],
    /** Asks the views. It runs at once, in one piece. */
    readonly question: (views: Readings) => Answer,
  ) {
    super();
  }
}

interface ListQuestion<Answer> {
  readonly moment: Moment | undefined;
  readonly question: (views: Readings) => Answer;
}

/** A question to the views as they were at a moment; without one, about the present. */
export const readAsOf = <Answer>({
  minPosition,
  moment,
  question,
}: ListQuestion<Answer> & { readonly minPosition: string | null | undefined }): BusQuery<Answer> =>
  moment ? new ReadPastViews(moment, 'LISTS', question) : new Read(question, minPosition);

/** The same about what belongs to something that is shown as of that moment. */
export const readFurtherAsOf = <Answer>({
  moment,
  question,
  shown,
}: ListQuestion<Answer> & { readonly shown: Position }): BusQuery<Answer> =>
  moment ? new ReadPastViews(moment, 'LISTS', question) : new ReadFurther(question, shown);
