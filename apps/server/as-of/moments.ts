import { Injectable } from '@nestjs/common';
import { type Moment, Past, Views } from '#views';
import type { Caller } from '../access/caller.js';
import { badUserInput, forbidden } from '../graphql/errors.js';
import { Reaching } from '../queries/reaching.js';
import type { AsOfInput } from './as-of.input.js';

/** Finds the moment that somebody asks about. */
@Injectable()
export class Moments {
  constructor(
    private readonly past: Past,
    private readonly views: Views,
    private readonly reaching: Reaching,
  ) {}

  /**
   * The moment; undefined where nothing is asked for but now.
   * @throws ApiError FORBIDDEN without the scope audit, BAD_USER_INPUT where it names none, NOT_YET_PROJECTED
   */
  async of(asOf: AsOfInput | null | undefined, { principal }: Caller): Promise<Moment | undefined> {
    if (!asOf) return undefined;
    if (!principal.scopes.includes('audit'))
      throw forbidden(`asOf needs the scope audit, which the key ${JSON.stringify(principal.name)} lacks.`);
    const { position, recordedAt } = asOf;
    if (position != null && recordedAt == null) return this.#at(position);
    if (recordedAt != null && position == null) return this.#of(recordedAt);
    const message = 'takes either a position or a time (recordedAt), and one of them.';
    throw badUserInput([{ path: 'asOf', message }]);
  }

  async #at(position: string): Promise<Moment> {
    await this.reaching.reachEvent(position, 'asOf.position');
    return this.past.momentAt(position);
  }

  async #of(time: string): Promise<Moment> {
    if (Date.parse(time) > Date.now()) {
      const message = 'is in the future, of which nothing is known. Give a time that has passed.';
      throw badUserInput([{ path: 'asOf.recordedAt', message }]);
    }
    if (!this.views.clock.isPast(time)) await this.reaching.reachHead();
    const moment = await this.past.momentOf(time);
    if (moment.position !== undefined) await this.reaching.reach(moment.position, 'asOf.recordedAt');
    return moment;
  }
}
