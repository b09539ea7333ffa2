/**
 * The read models.
 *
 * ```ts
 * const views = new Views({ directory: 'data', log: url });
 * await views.caughtUp();
 * if (await views.reached(position, { timeoutMs: 2000 })) views.incidents.find('INC-42', viewer); // read your write
 * const page = views.incidents.page({ filter: { statuses: ['DECLARED'] }, page: { first: 20 } }, viewer);
 * page.pageInfo.hasPreviousPage; page.totalCount; // queries of their own, made when they are read
 * await views.close();
 * ```
 */
export type { Patience } from './arrivals.js';
export { discardViews } from './discarding.js';
export { InvalidPage, ViewsInUse, ViewsNotYetMade, ViewsUnavailable, ViewsUnusable } from './errors.js';
export type { Logger } from './live-file.js';
export type { Moment } from './past/moment.js';
export { Past, type PastOptions, type PastQuestion } from './past/past.js';
export { PastFiles, type PastFilesOptions } from './past/past-files.js';
export type { Readings } from './past/past-views.js';
export type { ParkedStream } from './projector/bookkeeping.js';
export type { RetryOutcome } from './projector/messages.js';
export type { ProjectorFailure } from './projector/thread.js';
export type { PendingAbsorption } from './reading/absorptions.js';
export type { AlertFilter, AlertDocument, AlertQuery } from './reading/alerts.js';
export type { LastCheckpoint } from './reading/checkpoints.js';
export type { RecordedCommand } from './reading/commands.js';
export type { TimeWindow } from './reading/condition.js';
export type { DueDeadline } from './reading/deadlines.js';
export type { DeploymentFilter, DeploymentDocument, DeploymentQuery } from './reading/deployments.js';
export type { PossibleDuplicate } from './reading/duplicates.js';
export {
  type FollowUpDocument,
  type FollowUpFilter,
  type FollowUpOrder,
  type FollowUpQuery,
  followUpOrders,
} from './reading/follow-ups.js';
export {
  type IncidentFilter,
  type IncidentOrder,
  type IncidentOrderBy,
  type PostmortemFilter,
  incidentOrders,
} from './reading/incident-filter.js';
export type { FoundEdge, FoundPage } from './reading/incident-search.js';
export type { IncidentDocument } from './reading/incident-document.js';
export type { IncidentQuery } from './reading/incidents.js';
export { type Edge, LONGEST_PAGE, PAGE_LENGTH, type Page, type PageRequest } from './reading/page.js';
export type { Passage, TextRange } from './reading/passages.js';
export type { PolicyDocument } from './reading/policies.js';
export type { ServiceDocument, ServiceFilter, ServiceQuery } from './reading/services.js';
export type { StakeholderDocument, StakeholderFilter, StakeholderQuery } from './reading/stakeholders.js';
export type { TimelineEntry, TimelineQuery } from './reading/timeline.js';
export { type SearchField, searchFields } from './projections/incident-texts.js';
export { type ViewsStatus, lagSeconds } from './status.js';
export { Views, type ViewsOptions } from './views.js';
