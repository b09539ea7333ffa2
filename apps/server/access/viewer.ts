import type { Viewer } from '#incident';
import type { Caller } from './caller.js';

/**
 * What the caller may see of the views: by the credentials alone. Whom a tool says that it acts for opens nothing.
 */
export const viewerOf = ({ principal }: Caller): Viewer => ({
  restricted: principal.scopes.includes('restricted'),
  principal: principal.id,
});
