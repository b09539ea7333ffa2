import { Module } from '@nestjs/common';
import { NotaryResolver } from './notary.resolver.js';

@Module({ providers: [NotaryResolver] })
export class NotaryModule {}
