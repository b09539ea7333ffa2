import type { Position } from '#event-log';
import { sqliteCode } from './sqlite-code.js';

/** The views cannot answer: their file is being rebuilt, or is closed. Asking again later is safe. */
export class ViewsUnavailable extends Error {
  override readonly name = 'ViewsUnavailable';
}

/** The views as they were are still being put together. Asking again later finds them. */
export class ViewsNotYetMade extends Error {
  override readonly name = 'ViewsNotYetMade';

  constructor(readonly position: Position) {
    super('What was known then is still being put together. Ask again shortly.');
  }
}

/** Another process has the views of this directory. Each node needs a directory of its own. */
export class ViewsInUse extends Error {
  override readonly name = 'ViewsInUse';

  constructor(readonly directory: string) {
    super(`Another Sitrep is running on the directory ${directory}`);
  }
}

/** A file of the views can be neither read nor made. It holds nothing that the log does not. */
export class ViewsUnusable extends Error {
  override readonly name = 'ViewsUnusable';

  constructor(
    readonly file: string,
    cause: Error,
  ) {
    super(`The views' file ${file} cannot be used (${sqliteCode(cause)}: ${cause.message})`);
  }
}

/** What SQLite says of a file of the views, in a form that names the file; any other error as it is. */
export const inViewsTerms = (error: unknown, file: string): unknown =>
  sqliteCode(error) !== '' && error instanceof Error ? new ViewsUnusable(file, error) : error;

/** A page was asked for in a way that has no answer. The message says what to do; `argument` names the culprit. */
export class InvalidPage extends Error {
  override readonly name = 'InvalidPage';

  constructor(
    readonly argument: 'first' | 'last' | 'after' | 'before',
    message: string,
  ) {
    super(message);
  }
}
