import { claim } from './claim.js';
import { discard, viewsFile } from './file.js';

/**
 * Removes the views of a directory, which come back from the log.
 *
 * @throws ViewsInUse when another process has them
 */
export function discardViews(directory: string): void {
  const taken = claim(directory);
  try {
    discard(viewsFile(directory));
  } finally {
    taken.release();
  }
}
