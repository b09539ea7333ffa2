import { type Policy, policies as decider } from '#catalog';
import { list, text } from './columns.js';
import { type DocumentColumns, documentTable } from './document-table.js';

export type PoliciesTable = DocumentColumns;

/** The policies that were set; their ids are the severities. */
export const policies = documentTable<Policy>({
  table: 'policies',
  decider,
  columns: {
    severity: ['TEXT NOT NULL', (policy) => text(checked(policy).severity, 'severity')],
  },
  indexes: [],
});

/** Every declaration and every alert rests on the policies: one that cannot be read is parked, not put to work. */
function checked(policy: Policy): Policy {
  const { acknowledgeWithinSeconds, checklists, nextUpdateWithinSeconds, words } = policy;
  const { postmortem, rollbackWithinSeconds } = policy;
  for (const word of list(words, 'words')) text(word, 'a word');
  for (const { name, items } of checklists) {
    text(name, 'a checklist');
    for (const item of list(items, 'items')) text(item, 'an item');
  }
  const numbers = [
    acknowledgeWithinSeconds,
    nextUpdateWithinSeconds,
    rollbackWithinSeconds,
    postmortem.dueWithinWorkingDays,
  ];
  if (!numbers.every(Number.isFinite)) throw new TypeError('A term of the policy is no number');
  return policy;
}
