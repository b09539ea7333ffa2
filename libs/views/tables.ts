import type { Bookkeeping } from './projector/bookkeeping.js';
import type { AbsorptionsTable } from './projections/absorptions.js';
import type { AlertsTable } from './projections/alerts.js';
import type { ApiKeysTable } from './projections/api-keys.js';
import type { CheckpointsTable } from './projections/checkpoints.js';
import type { ClockTable } from './projections/clock.js';
import type { CommandsTable } from './projections/commands.js';
import type { DeploymentsTable } from './projections/deployments.js';
import type { FollowUpsTable } from './projections/follow-ups.js';
import type { IncidentFactsRow } from './projections/incident-facts.js';
import type { IncidentNumbersTable } from './projections/incident-numbers.js';
import type {
  IncidentAcknowledgementsTable,
  IncidentAlertsTable,
  IncidentBlamesTable,
  IncidentCausesTable,
  IncidentRecurrencesTable,
  IncidentMembersTable,
  IncidentDeadlinesTable,
  IncidentFirstDeclarationsTable,
  IncidentParticipantsTable,
  IncidentRolesTable,
  IncidentServicesTable,
  IncidentTagsTable,
} from './projections/incident-parts.js';
import type { IncidentsTable } from './projections/incidents.js';
import type { TilesTable } from './projections/merkle-tree.js';
import type { KeyUsesTable } from './projections/key-uses.js';
import type { PoliciesTable } from './projections/policies.js';
import type { ServicesTable } from './projections/services.js';
import type { StakeholdersTable } from './projections/stakeholders.js';
import type { TimelineTable } from './projections/timeline.js';

/** The tables of the views, as queries know them. */
export interface Tables extends Bookkeeping {
  readonly incident_numbers: IncidentNumbersTable;
  readonly incidents: IncidentsTable;
  readonly incident_services: IncidentServicesTable;
  readonly incident_roles: IncidentRolesTable;
  readonly incident_alerts: IncidentAlertsTable;
  readonly incident_blames: IncidentBlamesTable;
  readonly incident_causes: IncidentCausesTable;
  readonly incident_recurrences: IncidentRecurrencesTable;
  readonly incident_first_declarations: IncidentFirstDeclarationsTable;
  readonly incident_tags: IncidentTagsTable;
  readonly incident_members: IncidentMembersTable;
  readonly incident_deadlines: IncidentDeadlinesTable;
  readonly incident_acknowledgements: IncidentAcknowledgementsTable;
  readonly absorptions: AbsorptionsTable;
  readonly incident_participants: IncidentParticipantsTable;
  readonly incident_facts: IncidentFactsRow;
  readonly follow_ups: FollowUpsTable;
  readonly timeline: TimelineTable;
  readonly deployments: DeploymentsTable;
  readonly alerts: AlertsTable;
  readonly services: ServicesTable;
  readonly stakeholders: StakeholdersTable;
  readonly policies: PoliciesTable;
  readonly api_keys: ApiKeysTable;
  readonly key_uses: KeyUsesTable;
  readonly commands: CommandsTable;
  readonly checkpoints: CheckpointsTable;
  readonly tiles: TilesTable;
  readonly clock: ClockTable;
}
