import { type Severity, defaultPolicy } from '#incident';
import type { PolicyFields } from './policy-fields.js';

const meanings: Readonly<Record<Severity, Pick<PolicyFields, 'title' | 'guidance'>>> = {
  P0: {
    title: 'Critical',
    guidance: 'Everything is down, or data is lost or leaked. So is a P1 that lasts.',
  },
  P1: { title: 'Major', guidance: 'A main function is down for many.' },
  P2: { title: 'Minor', guidance: 'A function is degraded, or down for few.' },
  P3: { title: 'Low', guidance: 'A nuisance, without pressure of time.' },
};

/** What holds for a severity for which nobody has set a policy. It maps no words: see `severityOfWord` for those known anyway. */
export const policyByDefault = (severity: Severity): PolicyFields => ({
  ...meanings[severity],
  words: [],
  ...defaultPolicy[severity],
  checklists: [],
});
