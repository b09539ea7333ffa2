import { isUuid } from '#decider';

/** An id as it is recorded: a UUID is the same in whatever case (RFC 9562, section 4), other ids are not. */
export function plainId(id: string): string {
  const lower = id.toLowerCase();
  return isUuid(lower) ? lower : id;
}

/** The ids of members as they are recorded: what comes with spaces around it would name nobody. */
export const memberIds = (ids: readonly string[]): string[] => ids.map((id) => plainId(id.trim()));
