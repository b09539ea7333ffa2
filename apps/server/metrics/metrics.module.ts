import { Module } from '@nestjs/common';
import {
  ChangeFailureContributionsResolver,
  DeploymentFrequencyContributionsResolver,
  DurationContributionsResolver,
  RecoveryContributionsResolver,
} from './contributions.resolver.js';
import { MetricsAnswers } from './answers.js';
import { AvailabilityResolver } from './availability.js';
import { ChangeLeadTimeResolver } from './change-lead-time.js';
import { DeploymentReworkRateResolver } from './deployment-rework-rate.js';
import { IncidentCountsResolver } from './incident-counts.js';
import { PostmortemDisciplineResolver } from './postmortem-discipline.js';
import { RecurrenceRateResolver } from './recurrence-rate.js';
import { RollbackTimeResolver } from './rollback-time.js';
import { UpdateDisciplineResolver } from './update-discipline.js';
import { AnyDurationOfIncident, DurationsOfIncident } from './incident-durations.js';
import { MetricsResolver } from './metrics.resolver.js';
import { BucketDuration, GroupDuration, MetricsDuration } from './numbers.resolver.js';

@Module({
  providers: [
    AnyDurationOfIncident,
    BucketDuration,
    MetricsAnswers,
    ChangeFailureContributionsResolver,
    DeploymentFrequencyContributionsResolver,
    DurationContributionsResolver,
    DurationsOfIncident,
    GroupDuration,
    MetricsDuration,
    MetricsResolver,
    RecoveryContributionsResolver,
    AvailabilityResolver,
    ChangeLeadTimeResolver,
    DeploymentReworkRateResolver,
    IncidentCountsResolver,
    PostmortemDisciplineResolver,
    RecurrenceRateResolver,
    RollbackTimeResolver,
    UpdateDisciplineResolver,
  ],
  exports: [MetricsAnswers],
})
export class MetricsModule {}
