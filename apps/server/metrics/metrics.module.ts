import { Module } from '@nestjs/common';
import {
  ChangeFailureContributionsResolver,
  DeploymentFrequencyContributionsResolver,
  DurationContributionsResolver,
  RecoveryContributionsResolver,
} from './contributions.resolver.js';
import { MetricsResolver } from './metrics.resolver.js';

@Module({
  providers: [
    ChangeFailureContributionsResolver,
    DeploymentFrequencyContributionsResolver,
    DurationContributionsResolver,
    MetricsResolver,
    RecoveryContributionsResolver,
  ],
})
export class MetricsModule {}
