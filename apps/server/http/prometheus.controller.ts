import { Controller, Get, Header } from '@nestjs/common';
import { Gauge, Registry, collectDefaultMetrics } from 'prom-client';
import { Views } from '#views';
import { Connections } from '../live/connections.js';

/** Figures of the process for Prometheus. */
@Controller('metrics')
export class PrometheusController {
  readonly #registry = new Registry();

  constructor(views: Views, connections: Connections) {
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
}
