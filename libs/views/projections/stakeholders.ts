import { type Stakeholder, stakeholders as decider, quadrantOf } from '#catalog';
import { flag, text } from './columns.js';
import { type DocumentColumns, documentTable } from './document-table.js';

export interface StakeholdersTable extends DocumentColumns {
  readonly name: string;
  readonly quadrant: string;
  readonly removed: 0 | 1;
}

export const stakeholders = documentTable<Stakeholder>({
  table: 'stakeholders',
  decider,
  columns: {
    name: ['TEXT NOT NULL', ({ name }) => text(name, 'name')],
    quadrant: ['TEXT NOT NULL', (stakeholder) => text(quadrantOf(stakeholder), 'quadrant')],
    removed: ['INTEGER NOT NULL', ({ removedAt }) => flag(removedAt !== null, 'removed')],
  },
  indexes: ['removed, name, id', 'quadrant'],
});
