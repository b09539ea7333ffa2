import { absorptions } from './absorptions.js';
import { alerts } from './alerts.js';
import { apiKeys } from './api-keys.js';
import { checkpoints } from './checkpoints.js';
import { clock } from './clock.js';
import { commands } from './commands.js';
import { deployments } from './deployments.js';
import { keyUses } from './key-uses.js';
import { incidentNumbers } from './incident-numbers.js';
import { incidents } from './incidents.js';
import type { Ledger, Projection } from './projection.js';
import { policies } from './policies.js';
import { services } from './services.js';
import { merkleTree } from './merkle-tree.js';
import { stakeholders } from './stakeholders.js';
import { timeline } from './timeline.js';

export const ledgers: readonly Ledger[] = [incidentNumbers, commands, absorptions, merkleTree, clock];

/** Everything that is read, beside the ledgers, is one of these. */
export const projections: readonly Projection[] = [
  incidents,
  timeline,
  deployments,
  alerts,
  services,
  stakeholders,
  policies,
  apiKeys,
  keyUses,
  checkpoints,
];
