import { Injectable } from '@nestjs/common';
import { type IncidentDocument, Views } from '#views';
import type { Caller } from '../access/caller.js';
import { viewerOf } from '../access/viewer.js';
import { notFound } from '../graphql/errors.js';
import { Reaching } from '../queries/reaching.js';

/**
 * Which incidents a caller sees. One that is new may have been declared through another node, and this one's views be
 * behind: before it is denied, they come to what is the end of the log now.
 */
@Injectable()
export class KnownIncidents {
  constructor(
    private readonly views: Views,
    private readonly reaching: Reaching,
  ) {}

  /**
   * The UUID of the incident with this UUID or reference.
   *
   * @throws ApiError NOT_FOUND where the caller sees no such incident, NOT_YET_PROJECTED; what the log throws
   */
  idOf(idOrReference: string, caller: Caller): Promise<string> {
    const viewer = viewerOf(caller);
    return this.#find(idOrReference, () => this.views.incidents.idOf(idOrReference, viewer));
  }

  /** The incident with this UUID or reference. @throws as `idOf` */
  get(idOrReference: string, caller: Caller): Promise<IncidentDocument> {
    const viewer = viewerOf(caller);
    return this.#find(idOrReference, () => this.views.incidents.find(idOrReference, viewer));
  }

  async #find<T>(idOrReference: string, look: () => T | undefined): Promise<T> {
    const found = look();
    if (found !== undefined) return found;
    await this.reaching.reachHead();
    const foundLate = look();
    if (foundLate === undefined) throw notFound('incident', idOrReference);
    return foundLate;
  }
}
