import { type CommandContext, isAfter } from '#decider';
import { refusal } from './rules.js';

/** Refuses a due time that has passed when it is set; it may be left open. */
export function mustBeDueLater(
  dueAt: string | undefined,
  { occurredAt }: Pick<CommandContext, 'occurredAt'>,
): void {
  if (dueAt !== undefined && !isAfter(dueAt, occurredAt)) throw refusal('DUE_NOT_LATER');
}
