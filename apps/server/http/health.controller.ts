import { Controller, Get, HttpStatus, Inject, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { EventLog } from '#event-log';
import { Views } from '#views';
import { Duties } from '../rounds/duties.js';
import { EVENT_LOG } from '../tokens.js';

/** Whether the process lives, and whether it can serve. */
@Controller('health')
export class HealthController {
  constructor(
    @Inject(EVENT_LOG) private readonly log: EventLog,
    private readonly views: Views,
    private readonly duties: Duties,
  ) {}

  @Get('live')
  live() {
    return { status: 'ok' };
  }

  /** 200 once the log answers and the views have caught up with it; else 503 with every reason. */
  @Get('ready')
  async ready(@Res({ passthrough: true }) reply: FastifyReply) {
    const log = await this.log.health();
    const { failure, parked } = this.views.status();
    const reasons = [
      ...(log.ok ? [] : [`The log does not answer: ${log.reason ?? 'no reason given'}`]),
      ...(this.views.ready ? [] : ['The views are being built from the log.']),
      ...(failure ? [`The projector stopped and is being restarted: ${failure.reason}`] : []),
    ];
    const degraded = [
      // Anybody may ask, and the error may quote what people wrote.
      ...parked.map(({ stream }) => `Stream ${stream} is parked: status { parkedStreams } says why.`),
      ...this.duties
        .status()
        .flatMap(({ failure, name }) =>
          failure === undefined ? [] : [`The ${name} fail and are tried again: ${failure}`],
        ),
    ];
    void reply.status(reasons.length === 0 ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE);
    return {
      status: reasons.length > 0 ? 'unavailable' : degraded.length > 0 ? 'degraded' : 'ok',
      reasons,
      degraded,
    };
  }
}
