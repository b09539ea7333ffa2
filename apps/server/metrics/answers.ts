import { Injectable } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { type Metrics, type MetricsQuestion, measure } from '#metrics';
import type { Moment, Readings } from '#views';
import type { Caller } from '../access/caller.js';
import { viewerOf } from '../access/viewer.js';
import { type AsOfInput, clockOf } from '../as-of/as-of.input.js';
import { Moments } from '../as-of/moments.js';
import { badUserInput } from '../graphql/errors.js';
import { NO_WINDOW, isWindow } from '../graphql/validators.js';
import { Read, ReadPastViews } from '../queries/read.js';

/** What is asked of the numbers, in GraphQL or for a report. */
export interface MetricsArguments extends Omit<MetricsQuestion, 'now'> {
  readonly asOf?: AsOfInput | null | undefined;
  readonly minPosition?: string | null | undefined;
}

/** The numbers, and the position of the log at which they were computed. */
export type MetricsAnswer = Metrics & {
  readonly position: string | null;
  readonly asOf: Moment | undefined;
};

/** Answers questions for the numbers, in whichever form they are given. */
@Injectable()
export class MetricsAnswers {
  constructor(
    private readonly queries: QueryBus,
    private readonly moments: Moments,
  ) {}

  /** @throws ApiError BAD_USER_INPUT when nothing can lie in the window, and what the question itself is refused for */
  async answer(caller: Caller, { asOf, minPosition, ...asked }: MetricsArguments): Promise<MetricsAnswer> {
    if (!isWindow(asked.window ?? {})) throw badUserInput([{ path: 'window', message: NO_WINDOW }]);
    const moment = await this.moments.of(asOf, caller);
    const question = { ...asked, now: clockOf(moment) };
    const read = (views: Readings): MetricsAnswer => {
      const { position, value } = views.snapshot(() =>
        measure(views.facts.bearingOn(question, viewerOf(caller)), question),
      );
      return Object.assign(value, { position: position ?? null, asOf: moment });
    };
    return this.queries.execute(
      moment ? new ReadPastViews(moment, 'FACTS', read) : new Read(read, minPosition),
    );
  }
}
