import { alerts } from './alerts.js';
import { apiKeys } from './api-keys.js';
import { commands } from './commands.js';
import { deployments } from './deployments.js';
import { incidentNumbers } from './incident-numbers.js';
import { incidents } from './incidents.js';
import type { Projection } from './projection.js';
import { services } from './services.js';
import { timeline } from './timeline.js';

/** Everything that is read is one of these. An incident's number must be there before the incident. */
export const projections: readonly Projection[] = [
  incidentNumbers,
  commands,
  incidents,
  timeline,
  deployments,
  alerts,
  services,
  apiKeys,
];
