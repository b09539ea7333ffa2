import { type ApiKey, apiKeys as decider } from '#access';
import { text } from './columns.js';
import { type DocumentColumns, documentTable } from './document-table.js';

export interface ApiKeysTable extends DocumentColumns {
  readonly hash: string;
  readonly issued_at: string;
}

export const apiKeys = documentTable<ApiKey>({
  table: 'api_keys',
  decider,
  columns: {
    hash: ['TEXT NOT NULL', ({ hash }) => text(hash, 'hash')],
    issued_at: ['TEXT NOT NULL', ({ issuedAt }) => text(issuedAt, 'issuedAt')],
  },
  indexes: ['hash', 'issued_at, id'],
});
