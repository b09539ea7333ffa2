import { type SignedCheckpoint, checkpoints as decider } from '#audit';
import { count, text } from './columns.js';
import { type DocumentColumns, documentTable } from './document-table.js';

export interface CheckpointsTable extends DocumentColumns {
  readonly size: number;
  readonly note: string;
}

/** The last checkpoint of the log. */
export const checkpoints = documentTable<SignedCheckpoint>({
  table: 'checkpoints',
  decider,
  columns: {
    size: ['INTEGER NOT NULL', ({ size }) => count(size, 'size')],
    note: ['TEXT NOT NULL', ({ note }) => text(note, 'note')],
  },
  indexes: [],
});
