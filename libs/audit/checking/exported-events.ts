import { type ExportedEvent, type Footer, type Header, type Scope, isPositionOf } from '../export/format.js';
import type { Checkpoints } from './checkpoints.js';
import type { EventCheck } from './event-check.js';
import { Finding } from './finding.js';
import { LogCheck } from './log-check.js';
import { PartCheck } from './part-check.js';
import { type Standing, findingAt } from './standing.js';
import { count, counted } from './wording.js';

/** The events of an export: each right in itself and in its place, and all of them what its last line says. */
export class ExportedEvents {
  readonly scope: Scope;
  readonly check: EventCheck;
  #count = 0;
  #position = '';

  constructor({ scope, tree }: Header, checkpoints: Checkpoints) {
    this.scope = scope;
    this.check =
      scope.kind !== 'log' && tree ? new PartCheck(scope, tree, checkpoints) : new LogCheck(checkpoints);
  }

  get count(): number {
    return this.#count;
  }

  /** Takes the next event. @throws Finding */
  take(event: ExportedEvent, line: number): void {
    const standing: Standing = { event, line, kind: 'Line' };
    this.check.take(standing);
    this.#checkPosition(standing);
    this.#count += 1;
  }

  /**
   * Holds what was taken against the last line.
   *
   * @param digest that of all lines before it
   * @throws Finding
   */
  end(footer: Footer, digest: string): void {
    this.check.end();
    if (footer.events !== this.#count)
      throw new Finding(
        footer.events > this.#count ? 'MISSING' : 'OUT_OF_PLACE',
        {},
        `The last line says that there are ${counted(footer.events, 'event')}, and there are ${count(this.#count)}.`,
      );
    const { root, size } = this.check.head;
    if (footer.tree.size !== size || footer.tree.root !== root.toString('base64'))
      throw new Finding(
        'CHECKPOINT_CONTRADICTED',
        {},
        `The last line names another tree than ${this.check.contradicted}.`,
      );
    if (footer.digest !== digest)
      throw new Finding(
        'DAMAGED_FILE',
        {},
        'The events are as they were recorded, but the file is not as it was exported: its first line was altered, or a position, or the digest in its last line.',
      );
  }

  #checkPosition(standing: Standing): void {
    const { index, position } = standing.event;
    if (!isPositionOf(position, index))
      throw findingAt('ALTERED', standing, `was altered: ${JSON.stringify(position)} is not its position.`);
    if (position <= this.#position)
      throw findingAt(
        'OUT_OF_PLACE',
        standing,
        `is out of order, or its position was altered: ${position} does not come after ${this.#position}.`,
      );
    this.#position = position;
  }
}
