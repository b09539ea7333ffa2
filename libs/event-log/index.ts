export * from './errors.js';
export type * from './event.js';
export { MAX_APPEND_BYTES, MAX_BATCH_EVENTS } from './limits.js';
export type * from './port.js';
export { openEventStoreDbLog } from './eventstoredb/open.js';
export type { EventStoreDbSettings } from './eventstoredb/settings.js';
