import { type Service, services as decider } from '#catalog';
import { text } from './columns.js';
import { type DocumentColumns, documentTable } from './document-table.js';

export interface ServicesTable extends DocumentColumns {
  readonly name: string;
}

export const services = documentTable<Service>({
  table: 'services',
  decider,
  columns: {
    name: ['TEXT NOT NULL', ({ name }) => text(name, 'name')],
  },
  indexes: ['name, id'],
});
