export { type Chained, canonical, chainHash } from './chain.js';
export * from './errors.js';
export type * from './event.js';
export type { EventStoreDbSettings } from './eventstoredb/settings.js';
export { MAX_APPEND_BYTES, MAX_BATCH_EVENTS } from './limits.js';
export { matcher } from './matcher.js';
export { type EventLogOptions, openEventLog } from './open.js';
export type * from './port.js';
export { type Upcaster, type Upcasting, upcasting, withUpcasters } from './upcasting.js';
