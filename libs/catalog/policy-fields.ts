import { normalizedWord } from '#alert';
import type { Checklist, SeverityPolicy } from '#incident';
import { telling } from './change.js';
import { duration, listed, quoted } from './wording.js';

/** What a policy says of a severity. */
export interface PolicyFields extends SeverityPolicy {
  /** What people call the severity: `Critical`. */
  readonly title: string;
  /** When an incident is of this severity. */
  readonly guidance: string;
  /** The words of other tools that stand for it, whatever their case. */
  readonly words: readonly string[];
  /** What is attached to an incident of this severity. */
  readonly checklists: readonly Checklist[];
}

const field = telling<PolicyFields>();
/** As their changes are told. */
export const fields = [
  field('title', 'title', quoted),
  field('guidance', 'guidance', quoted),
  field('words', 'words', listed),
  field('acknowledgeWithinSeconds', 'acknowledge within', duration),
  field('nextUpdateWithinSeconds', 'next update within', duration),
  field('escalateAfterSeconds', 'escalate after', (seconds) =>
    seconds === null ? 'never' : duration(seconds),
  ),
  field('rollbackWithinSeconds', 'rollback within', duration),
  field(
    'postmortem',
    'postmortem',
    ({ required, dueWithinWorkingDays: days }) =>
      `${required ? 'required' : 'optional'}, due within ${days} working ${days === 1 ? 'day' : 'days'}`,
  ),
  field('checklists', 'checklists', (checklists) =>
    listed(checklists.map(({ name, items }) => `${name} (${items.length})`)),
  ),
];

/** The fields in one order, and each word once. */
export const fieldsOf = (policy: PolicyFields): PolicyFields => ({
  title: policy.title,
  guidance: policy.guidance,
  words: [...new Map(policy.words.map((word) => [normalizedWord(word), word.trim()])).values()],
  acknowledgeWithinSeconds: policy.acknowledgeWithinSeconds,
  nextUpdateWithinSeconds: policy.nextUpdateWithinSeconds,
  escalateAfterSeconds: policy.escalateAfterSeconds,
  rollbackWithinSeconds: policy.rollbackWithinSeconds,
  postmortem: {
    required: policy.postmortem.required,
    dueWithinWorkingDays: policy.postmortem.dueWithinWorkingDays,
  },
  checklists: policy.checklists.map(({ name, items }) => ({ name, items })),
});
