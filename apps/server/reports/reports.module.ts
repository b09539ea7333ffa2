import { Module } from '@nestjs/common';
import { MetricsModule } from '../metrics/metrics.module.js';
import { ReportsController } from './reports.controller.js';

@Module({ imports: [MetricsModule], controllers: [ReportsController] })
export class ReportsModule {}
