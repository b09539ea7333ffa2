import { Module } from '@nestjs/common';
import { ServicesResolver } from './services.js';

@Module({ providers: [ServicesResolver] })
export class CatalogModule {}
