import { apiKeys } from './api-keys.js';
import { commands } from './commands.js';
import { incidentNumbers } from './incident-numbers.js';
import { incidents } from './incidents.js';
import type { Projection } from './projection.js';
import { timeline } from './timeline.js';

/** Everything that is read is one of these. A number must be there before its incident. */
export const projections: readonly Projection[] = [incidentNumbers, commands, incidents, timeline, apiKeys];
