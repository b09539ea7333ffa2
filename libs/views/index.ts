/**
 * The read models.
 *
 * ```ts
 * const views = new Views({ directory: 'data', log: 'sqlite' });
 * await views.reached(position, { timeoutMs: 2000 });            // read your own write
 * views.incidents.find('INC-42', { restricted: false });          // by UUID or reference
 * const page = views.incidents.page({ filter: { statuses: ['DECLARED'] }, page: { first: 20 } }, viewer);
 * page.edges; page.pageInfo.hasNextPage; page.totalCount;         // the latter two are asked when they are read
 * views.apiKeys.byHash(hash); views.commands.find(commandId); views.status();
 * await views.close();
 * ```
 */
export type { Patience } from './arrivals.js';
export { InvalidPage, ViewsUnavailable } from './errors.js';
export type { ParkedStream } from './projector/bookkeeping.js';
export type { RetryOutcome } from './projector/messages.js';
export type { ProjectorFailure } from './projector/thread.js';
export type { RecordedCommand } from './reading/commands.js';
export type { IncidentFilter, TimeWindow, Viewer } from './reading/incident-filter.js';
export { type IncidentOrder, incidentOrders } from './reading/incident-list.js';
export type { IncidentDocument, IncidentQuery } from './reading/incidents.js';
export { type Edge, LONGEST_PAGE, PAGE_LENGTH, type Page, type PageRequest } from './reading/page.js';
export { type ViewsStatus, lagSeconds } from './status.js';
export { type ViewsOptions, Views } from './views.js';
