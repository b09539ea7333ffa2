import { Module } from '@nestjs/common';
import { HealthController } from './health.controller.js';
import { PrometheusController } from './prometheus.controller.js';

@Module({ controllers: [HealthController, PrometheusController] })
export class HttpModule {}
