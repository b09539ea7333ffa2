import { setTimeout as delay } from 'node:timers/promises';
import type { Position } from '#event-log';
import type { Viewer } from '#incident';
import { alerts } from '../projections/alerts.js';
import { incidentFolding } from '../projections/incidents.js';
import { ViewsNotYetMade } from '../errors.js';
import type { AlertDocument } from '../reading/alerts.js';
import { type IncidentDocument, asKnownAt, documentOf } from '../reading/incident-document.js';
import type { Views } from '../views.js';
import { type ReadableLog, foldedUpTo } from './folding.js';
import { type Moment, momentAt, momentOf } from './moment.js';
import type { PastFiles } from './past-files.js';
import { type Readings, pastViews } from './past-views.js';
import type { Extent } from './taking-over.js';

export interface PastOptions {
  readonly views: Pick<Views, 'incidents' | 'alerts' | 'clock'>;
  /** The log that the views are of. */
  readonly log: ReadableLog;
  readonly files: Pick<PastFiles, 'open' | 'close'>;
}

/** A question that takes more than a few streams. */
export interface PastQuestion<T> {
  readonly moment: Moment;
  readonly extent: Extent;
  /** Reads at once, in one piece. */
  readonly read: (views: Readings) => T;
  /** The longest to wait for the file. */
  readonly timeoutMs: number;
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
  readonly #files;

  constructor({ files, log, views }: PastOptions) {
    this.#views = views;
    this.#log = log;
    this.#files = files;
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
    return folded && asKnownAt(moment, documentOf(folded, present.number));
  }

  /**
   * What is read from the views as they were. A file is made of them, unless one of the last few will do: of the
   * numbers (`FACTS`) in less time than of lists.
   *
   * @throws ViewsNotYetMade when that takes too long: it goes on, so that asking again finds it
   * @throws ViewsUnavailable when too many are asked for
   */
  async read<T>({ extent, moment, read, timeoutMs }: PastQuestion<T>): Promise<T> {
    const timeout = new AbortController();
    const late = delay(timeoutMs, undefined, { signal: timeout.signal }).catch(() => undefined);
    try {
      const reader = await Promise.race([this.#files.open(moment, extent), late]);
      if (!reader) throw new ViewsNotYetMade(moment.position ?? '');
      return read(pastViews(reader, moment, this.#views.incidents));
    } finally {
      timeout.abort();
    }
  }

  close(): Promise<void> {
    return this.#files.close();
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
