import { Injectable } from '@nestjs/common';
import { incidents } from '#incident';
import { type IncidentDocument, Views } from '#views';
import type { Caller } from '../access/caller.js';
import { viewerOf } from '../access/viewer.js';
import { notFound } from '../graphql/errors.js';
import { Acknowledged } from '../queries/acknowledged.js';
import { Reaching } from '../queries/reaching.js';

/**
 * Which incidents a caller sees, with what this node has acknowledged. One that is new may have been declared through
 * another node, and this one's views be behind: before it is denied, they come to what is the end of the log now.
 */
@Injectable()
export class KnownIncidents {
  constructor(
    private readonly views: Views,
    private readonly reaching: Reaching,
    private readonly acknowledged: Acknowledged,
  ) {}

  /**
   * The UUID of the incident with this UUID or reference.
   *
   * @throws ApiError NOT_FOUND where the caller sees no such incident, NOT_YET_PROJECTED; what the log throws
   */
  idOf(idOrReference: string, caller: Caller): Promise<string> {
    const viewer = viewerOf(caller);
    const look = () => this.views.incidents.idOf(idOrReference, viewer);
    // From those who may see everything, nothing was hidden meanwhile.
    return this.#find(idOrReference, look, (id) => (viewer.restricted ? undefined : this.#pending(id)));
  }

  /** The incident with this UUID or reference. @throws as `idOf` */
  get(idOrReference: string, caller: Caller): Promise<IncidentDocument> {
    const viewer = viewerOf(caller);
    const look = () => this.views.incidents.find(idOrReference, viewer);
    return this.#find(idOrReference, look, ({ id }) => this.#pending(id));
  }

  #pending(id: string): Promise<unknown> | undefined {
    return this.acknowledged.pendingOf(`${incidents.category}-${id}`);
  }

  /** @param pending what to wait for before what was found can be given */
  async #find<T>(
    idOrReference: string,
    look: () => T | undefined,
    pending: (found: T) => Promise<unknown> | undefined,
  ): Promise<T> {
    const found = look();
    const late = found === undefined ? this.reaching.reachHead() : pending(found);
    if (found !== undefined && !late) return found;
    await late;
    const foundLate = look();
    if (foundLate === undefined) throw notFound('incident', idOrReference);
    return foundLate;
  }
}
