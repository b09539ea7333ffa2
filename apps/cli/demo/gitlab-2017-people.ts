/** Those who took part, by what they did, or as GitLab calls them in its own account. */
export const commander = 'commander@example.com';
export const spokesperson = 'spokesperson@example.com';
export const scribe = 'scribe@example.com';
/** Works on the database all day, and makes the mistake. */
export const first = 'team-member-1@example.com';
/** Takes over from there and restores the data. */
export const second = 'team-member-2@example.com';
/** Finds out what became of the backups. */
export const third = 'team-member-3@example.com';
