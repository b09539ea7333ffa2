import { Inject, Injectable } from '@nestjs/common';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { Config } from '../config/config.js';
import { rateLimited } from '../graphql/errors.js';
import { CONFIG } from '../tokens.js';

/** How many requests a key may make in a minute on this node. */
@Injectable()
export class RateLimit {
  readonly #limiter: RateLimiterMemory | undefined;

  constructor(@Inject(CONFIG) { rateLimitPerMinute }: Config) {
    this.#limiter =
      rateLimitPerMinute > 0
        ? new RateLimiterMemory({ points: rateLimitPerMinute, duration: 60 })
        : undefined;
  }

  /** @throws ApiError RATE_LIMITED with the seconds to wait */
  async take(keyId: string): Promise<void> {
    try {
      await this.#limiter?.consume(keyId);
    } catch (refused) {
      if (!(refused instanceof RateLimiterRes)) throw refused;
      throw rateLimited(Math.ceil(refused.msBeforeNext / 1000));
    }
  }
}
