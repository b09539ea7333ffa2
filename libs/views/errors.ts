import type { Position } from '#event-log';

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
