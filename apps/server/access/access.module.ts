import { Module } from '@nestjs/common';
import { ApiKeyPayloadResolver, ApiKeysResolver } from './api-keys.resolver.js';
import { MeResolver } from './me.resolver.js';

@Module({ providers: [ApiKeyPayloadResolver, ApiKeysResolver, MeResolver] })
export class AccessModule {}
