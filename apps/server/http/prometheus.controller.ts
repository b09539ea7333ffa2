import { Controller, Get, Header } from '@nestjs/common';
import { Counter, Gauge, Registry, collectDefaultMetrics } from 'prom-client';
import { Views } from '#views';
import { Connections } from '../live/connections.js';
import { Duties } from '../rounds/duties.js';

/** Figures of the process for Prometheus. */
@Controller('metrics')
export class PrometheusController {
  readonly #registry = new Registry();

  constructor(
    views: Views,
    connections: Connections,
    private readonly duties: Duties,
  ) {
    collectDefaultMetrics({ register: this.#registry });
    this.#gauge('sitrep_views_ready', 'Whether the views have caught up with the log once', () =>
      views.ready ? 1 : 0,
    );
    this.#gauge(
      'sitrep_parked_streams',
      'Streams that the views could not take',
      () => views.status().parked.length,
    );
    this.#gauge('sitrep_websockets', 'Open WebSocket connections', () => connections.count);
    this.#byDuty(
      Counter,
      'sitrep_duty_recorded_total',
      'Commands of this node that the log took',
      'recorded',
    );
    this.#byDuty(Counter, 'sitrep_duty_failed_total', 'Commands of this node that failed', 'failed');
    this.#byDuty(Gauge, 'sitrep_duty_failing', 'What is due and failed when it was last tried', 'failing');
  }

  @Get()
  @Header('content-type', Registry.PROMETHEUS_CONTENT_TYPE)
  metrics(): Promise<string> {
    return this.#registry.metrics();
  }

  #gauge(name: string, help: string, value: () => number): void {
    new Gauge({
      name,
      help,
      registers: [this.#registry],
      collect() {
        this.set(value());
      },
    });
  }

  #byDuty(
    Kind: typeof Counter<'duty'> | typeof Gauge<'duty'>,
    name: string,
    help: string,
    figure: 'recorded' | 'failed' | 'failing',
  ): void {
    const { duties } = this;
    new Kind({
      name,
      help,
      labelNames: ['duty'],
      registers: [this.#registry],
      collect() {
        this.reset();
        for (const status of duties.status()) this.inc({ duty: status.name }, status[figure]);
      },
    });
  }
}
