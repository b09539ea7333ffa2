export * from './errors.js';
export type * from './event.js';
export type * from './port.js';
