import { type Service, services as decider } from '#catalog';
import { flag, optional, text } from './columns.js';
import { type DocumentColumns, documentTable } from './document-table.js';

export interface ServicesTable extends DocumentColumns {
  readonly name: string;
  readonly team: string | null;
  readonly retired: 0 | 1;
}

export const services = documentTable<Service>({
  table: 'services',
  decider,
  columns: {
    name: ['TEXT NOT NULL', ({ name }) => text(name, 'name')],
    team: ['TEXT', ({ team }) => optional(text, team, 'team')],
    retired: ['INTEGER NOT NULL', ({ retiredAt }) => flag(retiredAt !== null, 'retired')],
  },
  indexes: ['name, id', 'retired, name, id', 'team, retired'],
});
