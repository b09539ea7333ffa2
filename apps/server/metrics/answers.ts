import { Injectable } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { type Metrics, type MetricsQuestion, flawsOf, measure } from '#metrics';
import type { Moment, Readings } from '#views';
import type { Caller } from '../access/caller.js';
import { viewerOf } from '../access/viewer.js';
import { type AsOfInput, clockOf } from '../as-of/as-of.input.js';
import { Moments } from '../as-of/moments.js';
import { type FieldError, badUserInput } from '../graphql/errors.js';
import { NO_WINDOW, isWindow } from '../graphql/validators.js';
import { Read, ReadPastViews } from '../queries/read.js';
import { turns } from './turns.js';

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

/** What is wrong in a question, by the arguments of the query, as far as it shows before it is computed. */
export function wrongIn(asked: MetricsArguments): readonly FieldError[] {
  const flaws = flawsOf(asked).map(({ argument, message }) => ({ path: argument, message }));
  return isWindow(asked.window ?? {}) ? flaws : [{ path: 'window', message: NO_WINDOW }, ...flaws];
}

/** Answers questions for the numbers, in whichever form they are given. */
@Injectable()
export class MetricsAnswers {
  constructor(
    private readonly queries: QueryBus,
    private readonly moments: Moments,
  ) {}

  /** @throws ApiError BAD_USER_INPUT for what is wrong in the question, and what it is refused for once it is computed */
  async answer(caller: Caller, { asOf, minPosition, ...asked }: MetricsArguments): Promise<MetricsAnswer> {
    const wrong = wrongIn(asked);
    if (wrong.length > 0) throw badUserInput(wrong);
    const moment = await this.moments.of(asOf, caller);
    const question = { ...asked, now: clockOf(moment) };
    const read = async ({ facts }: Readings): Promise<MetricsAnswer> => {
      const { position, ...known } = await facts.bearingOn(question, viewerOf(caller));
      const at = moment ? moment.position : position;
      return Object.assign(measure(known, question), { position: at ?? null, asOf: moment });
    };
    const query = moment ? new ReadPastViews(moment, 'FACTS', read) : new Read(read, minPosition);
    return turns.begin(() => this.queries.execute(query));
  }

  /** The same with every number worked out, for whoever reads them all at once. @throws as `answer` */
  async answerWhole(caller: Caller, asked: MetricsArguments): Promise<MetricsAnswer> {
    const answer = await this.answer(caller, asked);
    const groups = answer.groups?.flatMap((group) => [group, ...(group.series ?? [])]) ?? [];
    const pieces = [answer, ...(answer.series ?? []), ...groups].flatMap((numbers) =>
      Object.keys(numbers).map((name) => turns.take(() => void Reflect.get(numbers, name))),
    );
    await Promise.all(pieces);
    return answer;
  }
}
