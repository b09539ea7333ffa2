export * from './core.js';
export { type Incident, type IncidentCommand, type IncidentEvent, incidents } from './incident.js';
export { type IncidentRule, incidentRules } from './rules.js';
