export { conformance } from './conformance.js';
export type { Harness } from './harness.js';
export { all, catchUp, failureOf, idsOf, take } from './reading.js';
export { aStream, anEvent, events } from './samples.js';
