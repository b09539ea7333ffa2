import { Module } from '@nestjs/common';
import { KnownDeployments } from '../deployment/known-deployments.js';
import { AlertModule } from '../alert/alert.module.js';
import { AcknowledgementResolver } from './acknowledgement.js';
import { AlertMutations } from './alerts.js';
import { BlameMutations } from './blame.js';
import { CauseMutations } from './cause.js';
import { ChecklistMutations } from './checklists.js';
import { DeclarationMutations } from './declaration.js';
import { FollowUpQueries } from './follow-up.queries.js';
import { FollowUpMutations } from './follow-ups.js';
import { DetailMutations } from './details.js';
import { ImpactMutations } from './impact.js';
import { DuplicatesResolver } from './duplicates.js';
import './escalation.js';
import { IncidentHistory } from './history/history.js';
import { IncidentCommands } from './incident-commands.js';
import { IncidentPayloadResolver } from './incident.payload.js';
import { IncidentQueries } from './incident.queries.js';
import { LifecycleMutations } from './lifecycle.js';
import { LinkMutations } from './links.js';
import { KnownIncidents } from './known-incidents.js';
import { IncidentSubscriptions } from './live.js';
import { MilestoneMutations } from './milestones.js';
import { MitigationMutations } from './mitigations.js';
import { MergeMutations } from './merge.js';
import { NoteMutations } from './notes.js';
import { ParticipantMutations } from './participants.js';
import { PostmortemMarkdown, PostmortemMutations } from './postmortem.js';
import { RecurrenceMutations } from './recurrence.js';
import { RoleMutations } from './roles.js';
import { SeverityMutations } from './severity.js';
import { TimelineResolver } from './timeline.js';
import { UpdateMutations } from './updates.js';
import { VisibilityMutations } from './visibility.js';

/** What can be done with an incident: one line for each capability. */
const capabilities = [
  AlertMutations,
  BlameMutations,
  CauseMutations,
  ChecklistMutations,
  DeclarationMutations,
  FollowUpMutations,
  DetailMutations,
  ImpactMutations,
  LifecycleMutations,
  LinkMutations,
  MilestoneMutations,
  MitigationMutations,
  MergeMutations,
  NoteMutations,
  ParticipantMutations,
  PostmortemMutations,
  RecurrenceMutations,
  RoleMutations,
  SeverityMutations,
  UpdateMutations,
  VisibilityMutations,
];

@Module({
  imports: [AlertModule],
  providers: [
    FollowUpQueries,
    AcknowledgementResolver,
    DuplicatesResolver,
    IncidentCommands,
    KnownDeployments,
    KnownIncidents,
    IncidentHistory,
    IncidentPayloadResolver,
    IncidentQueries,
    IncidentSubscriptions,
    PostmortemMarkdown,
    TimelineResolver,
    ...capabilities,
  ],
  exports: [KnownIncidents],
})
export class IncidentModule {}
