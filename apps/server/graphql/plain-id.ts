import { isUuid } from '#decider';

/** An id as it is recorded: a UUID is the same in whatever case (RFC 9562, section 4), other ids are not. */
export function plainId(id: string): string {
  const lower = id.toLowerCase();
  return isUuid(lower) ? lower : id;
}
