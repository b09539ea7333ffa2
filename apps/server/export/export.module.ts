import { Module } from '@nestjs/common';
import { IncidentModule } from '../incident/incident.module.js';
import { ExportController } from './export.controller.js';
import { Exports } from './exports.js';

@Module({ imports: [IncidentModule], controllers: [ExportController], providers: [Exports] })
export class ExportModule {}
