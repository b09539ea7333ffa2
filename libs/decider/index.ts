export * from './capability.js';
export * from './decider.js';
export * from './event.js';
export { ALREADY_THERE, NOTHING_THERE, Refusal } from './refusal.js';
