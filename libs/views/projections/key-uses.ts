import { type KeyUse, keyUses as decider } from '#access';
import { text } from './columns.js';
import { type DocumentColumns, documentTable } from './document-table.js';

export interface KeyUsesTable extends DocumentColumns {
  readonly last_used_on: string;
}

/** When keys were last used; their ids are those of the keys. */
export const keyUses = documentTable<KeyUse>({
  table: 'key_uses',
  decider,
  columns: {
    last_used_on: ['TEXT NOT NULL', ({ lastUsedOn }) => text(lastUsedOn, 'lastUsedOn')],
  },
  indexes: [],
});
