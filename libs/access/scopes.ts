/** What a key may do; see docs/access.md. `respond` implies nothing else: a key names every scope that it has. */
export const scopes = ['read', 'respond', 'ingest', 'admin', 'audit', 'restricted'] as const;
export type Scope = (typeof scopes)[number];
