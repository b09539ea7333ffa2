import type { Deployment, DeploymentStatus } from '#deployment';
import { type TimeWindow, equal, oneOf } from './condition.js';
import { Documents, type Recorded } from './documents.js';
import { indexed } from './list.js';
import type { Page, PageRequest } from './page.js';
import type { Reader } from './reader.js';

/** What a deployment must be to be listed: all that is named. A list names what will do: an empty one, nothing. */
export interface DeploymentFilter {
  readonly services?: readonly string[] | null | undefined;
  readonly environments?: readonly string[] | null | undefined;
  readonly statuses?: readonly DeploymentStatus[] | null | undefined;
  /** When it succeeded or failed. */
  readonly finished?: TimeWindow | null | undefined;
}

export interface DeploymentQuery {
  readonly filter?: DeploymentFilter | null | undefined;
  readonly page?: PageRequest | undefined;
}

export type DeploymentDocument = Recorded<Deployment>;

export class Deployments {
  readonly #documents;

  constructor(reader: Reader) {
    this.#documents = new Documents<Deployment, 'at'>(reader, 'deployments');
  }

  find(id: string): DeploymentDocument | undefined {
    return this.#documents.find(id);
  }

  /** The latest first: by when they finished or, while they have not, started. @throws InvalidPage */
  page({ filter, page }: DeploymentQuery): Page<DeploymentDocument> {
    const { services, environments, statuses, finished } = filter ?? {};
    return this.#documents.page(
      {
        sortedBy: 'at',
        descending: true,
        partition: { column: 'status', values: statuses },
        window: finished,
        selective: services ? [indexed('deployments', 'service', services)] : [],
        tests: [
          ...(environments ? [oneOf('environment', environments)] : []),
          ...(finished ? [equal('finished', 1)] : []),
        ],
      },
      page ?? {},
    );
  }
}
