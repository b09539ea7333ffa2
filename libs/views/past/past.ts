import type { Position } from '#event-log';
import type { Viewer } from '#incident';
import { alerts } from '../projections/alerts.js';
import { incidentFolding } from '../projections/incidents.js';
import type { AlertDocument } from '../reading/alerts.js';
import { type IncidentDocument, asKnownAt, incidentAsOf } from '../reading/incidents.js';
import type { Views } from '../views.js';
import { type ReadableLog, foldedUpTo } from './folding.js';
import { type Moment, momentAt, momentOf } from './moment.js';

export interface PastOptions {
  readonly views: Pick<Views, 'incidents' | 'alerts' | 'clock'>;
  /** The log that the views are of. */
  readonly log: ReadableLog;
}

/**
 * What was known at a moment. Who may see it goes by what they may see today: what was restricted since is hidden as
 * of then too, and what was opened since shows what it was before, as its timeline does.
 *
 * The views must have come to the moment: see `Views.reached`.
 */
export class Past {
  readonly #views;
  readonly #log;

  constructor({ views, log }: PastOptions) {
    this.#views = views;
    this.#log = log;
  }

  /** The moment of an event. */
  momentAt(position: Position): Promise<Moment> {
    return momentAt(this.#log, this.#views.clock, position);
  }

  /** The moment of a time, RFC 3339 in UTC with milliseconds: everything before the first event recorded later. */
  momentOf(time: string): Promise<Moment> {
    return momentOf(this.#log, this.#views.clock, time);
  }

  /** By its UUID or reference; undefined where there was none yet, or none that the viewer may see. */
  async incident(
    idOrReference: string,
    { moment, viewer }: { readonly moment: Moment; readonly viewer: Viewer },
  ): Promise<IncidentDocument | undefined> {
    const present = this.#views.incidents.find(idOrReference, viewer);
    const id = this.#views.incidents.idOf(idOrReference, viewer);
    if (!present || id === undefined || moment.position === undefined) return undefined;
    if (present.position <= moment.position) return asKnownAt(moment, present);
    const folded = await foldedUpTo(this.#log, incidentFolding, id, moment.position);
    return folded && incidentAsOf(folded, present.number, moment);
  }

  /** The alerts of these UUIDs, in this order, without those that were not there yet. */
  async alerts(ids: readonly string[], { position }: Moment): Promise<AlertDocument[]> {
    const found: AlertDocument[] = [];
    if (position === undefined) return found;
    for (const id of ids) {
      const present = this.#views.alerts.find(id);
      if (present && present.position <= position) found.push(present);
      if (!present || present.position <= position) continue;
      const folded = await foldedUpTo(this.#log, alerts.folding, id, position);
      if (!folded) continue;
      const { revision, updatedAt } = folded;
      found.push({ ...folded.state, revision, position: folded.position, updatedAt });
    }
    return found;
  }
}
