import type { Viewer } from '#views';
import type { Caller } from './caller.js';

/** What the caller may see of the views. */
export const viewerOf = ({ principal }: Caller): Viewer => ({
  restricted: principal.scopes.includes('restricted'),
});
