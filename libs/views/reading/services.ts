import type { Service } from '#catalog';
import { Documents, type Recorded } from './documents.js';
import type { Page, PageRequest } from './page.js';
import type { Reader } from './reader.js';

export type ServiceDocument = Recorded<Service>;

export class Services {
  readonly #documents;

  constructor(reader: Reader) {
    this.#documents = new Documents<Service, 'name'>(reader, 'services');
  }

  find(id: string): ServiceDocument | undefined {
    return this.#documents.find(id);
  }

  /** By name. @throws InvalidPage */
  page({ page }: { readonly page?: PageRequest | undefined }): Page<ServiceDocument> {
    return this.#documents.page(
      { sortedBy: 'name', descending: false, selective: [], tests: [] },
      page ?? {},
    );
  }
}
