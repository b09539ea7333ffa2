import { Module } from '@nestjs/common';
import {
  ChangeFailureContributionsResolver,
  DeploymentFrequencyContributionsResolver,
  DurationContributionsResolver,
  RecoveryContributionsResolver,
} from './contributions.resolver.js';
import { MetricsResolver } from './metrics.resolver.js';
import { BucketDuration, GroupDuration, MetricsDuration } from './numbers.resolver.js';

@Module({
  providers: [
    BucketDuration,
    ChangeFailureContributionsResolver,
    DeploymentFrequencyContributionsResolver,
    DurationContributionsResolver,
    GroupDuration,
    MetricsDuration,
    MetricsResolver,
    RecoveryContributionsResolver,
  ],
})
export class MetricsModule {}
