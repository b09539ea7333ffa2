import { Module } from '@nestjs/common';
import { History } from './history.js';
import { PoliciesResolver } from './policies.js';
import { PolicyPayloadResolver } from './policy.payload.js';
import { ServiceMutations } from './service.mutations.js';
import { ServiceQueries } from './service.queries.js';
import { StakeholderMutations } from './stakeholder.mutations.js';
import { StakeholderQueries } from './stakeholder.queries.js';
import { TeamsResolver } from './teams.js';

@Module({
  providers: [
    History,
    PoliciesResolver,
    PolicyPayloadResolver,
    ServiceMutations,
    ServiceQueries,
    StakeholderMutations,
    StakeholderQueries,
    TeamsResolver,
  ],
})
export class CatalogModule {}
