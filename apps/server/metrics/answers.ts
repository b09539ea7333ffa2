import { Injectable } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { type Metrics, type MetricsQuestion, measure } from '#metrics';
import type { Caller } from '../access/caller.js';
import { viewerOf } from '../access/viewer.js';
import { Read } from '../queries/read.js';

/** What is asked of the numbers, in GraphQL or for a report. */
export interface MetricsArguments extends Omit<MetricsQuestion, 'now'> {
  readonly minPosition?: string | null | undefined;
}

/** The numbers, and the position of the log at which they were computed. */
export type MetricsAnswer = Metrics & { readonly position: string | null };

/** Answers questions for the numbers, in whichever form they are given. */
@Injectable()
export class MetricsAnswers {
  constructor(private readonly queries: QueryBus) {}

  answer(caller: Caller, { minPosition, ...asked }: MetricsArguments): Promise<MetricsAnswer> {
    const question = { ...asked, now: new Date().toISOString() };
    return this.queries.execute(
      new Read((views) => {
        const { position, value } = views.snapshot(() =>
          measure(views.facts.bearingOn(question, viewerOf(caller)), question),
        );
        return Object.assign(value, { position: position ?? null });
      }, minPosition),
    );
  }
}
