import { Refusal, type Rulebook } from '#decider';

/** Everything for which a change of the catalog is refused. The names are public and stable. */
export const catalogRules = {
  WORD_OF_ANOTHER_SEVERITY: {
    means: 'The word stands for another severity already.',
    instead: 'Take it out of the policy of that one first (setPolicy).',
  },
  SERVICE_RETIRED: {
    means: 'The service is retired.',
    instead: 'Register it again first (registerService).',
  },
  STAKEHOLDER_REMOVED: {
    means: 'The stakeholder was removed.',
    instead: 'Register them anew (registerStakeholder).',
  },
} satisfies Rulebook;

export type CatalogRule = keyof typeof catalogRules;

export const refusal = Refusal.by(catalogRules);
