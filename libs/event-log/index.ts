export { canonicalJson } from './canonical-json.js';
export { type Chained, canonical, chainHash } from './chain.js';
export * from './errors.js';
export type * from './event.js';
export { matcher } from './matcher.js';
export { type EventLogOptions, fillEventLog, logFileOf, openEventLog } from './open.js';
export type * from './port.js';
export { type InspectedRow, type LogFileInspection, inspectLogFile } from './sqlite/index.js';
export { type Upcaster, type Upcasting, upcasting, withUpcasters } from './upcasting.js';
