export {
  type PolicyCommand,
  type PolicyEvent,
  type PolicyInForce,
  policies,
  policiesInForce,
  termsOf,
  wordsOf,
} from './policy.js';
export type { PolicyFields } from './policy-fields.js';
export type { Policy } from './policy-setting.js';
export {
  type Channel,
  type Level,
  type Quadrant,
  type Reach,
  channels,
  levels,
  quadrantOf,
  quadrants,
  reachOf,
} from './quadrant.js';
export { serviceName } from './registration.js';
export { type CatalogRule, catalogRules } from './rules.js';
export { type ServiceCommand, type ServiceEvent, services } from './service.js';
export type { Service } from './service-fields.js';
export { type StakeholderCommand, type StakeholderEvent, stakeholders } from './stakeholder.js';
export type { Stakeholder } from './stakeholder-fields.js';
