import { Module } from '@nestjs/common';
import { RetryResolver } from './retry.js';
import { StatusResolver } from './status.resolver.js';

@Module({ providers: [RetryResolver, StatusResolver] })
export class StatusModule {}
