export * from './capability.js';
export * from './decider.js';
export * from './event.js';
export { Refusal, type Rule, type Rulebook } from './refusal.js';
export { commonRules, mustBeNew, mustExist } from './rules.js';
export { hasHappened, isAfter, mustHaveHappened, plusSeconds } from './time.js';
export { isUuid } from './uuid.js';
