import { Module } from '@nestjs/common';
import { LogResolver } from './log.resolver.js';

@Module({ providers: [LogResolver] })
export class LogModule {}
