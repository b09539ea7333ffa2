import { type Condition, equal } from './condition.js';
import type { Viewer } from './incident-filter.js';

/** What keeps a list to the incidents that the viewer may see, by the visibility that each of its rows has. */
export const visibleTo = ({ restricted }: Viewer): readonly Condition[] =>
  restricted ? [] : [equal('visibility', 'ORGANIZATION')];
