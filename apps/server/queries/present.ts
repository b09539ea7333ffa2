import { Injectable } from '@nestjs/common';
import { type Moment, Views, ViewsUnavailable } from '#views';
import { Acknowledged } from './acknowledged.js';
import { Reaching } from './reaching.js';

/**
 * Who may see what was known in the past is told by the views as they are today. So these must have come to the moment
 * that is asked about, have caught up since they were opened, and have what this node acknowledged.
 */
@Injectable()
export class Present {
  constructor(
    private readonly views: Views,
    private readonly reaching: Reaching,
    private readonly acknowledged: Acknowledged,
  ) {}

  /** @throws ViewsUnavailable @throws ApiError BAD_USER_INPUT, NOT_YET_PROJECTED */
  async mustHave({ position }: Moment): Promise<void> {
    if (!this.views.ready) throw new ViewsUnavailable('The views are being rebuilt; ask again in a moment.');
    if (position !== undefined) await this.reaching.reach(position, 'asOf');
    await this.acknowledged.projected();
  }
}
