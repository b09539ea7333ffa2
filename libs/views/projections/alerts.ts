import { type Alert, alerts as decider } from '#alert';
import { instant, optional, text } from './columns.js';
import { type DocumentColumns, documentTable } from './document-table.js';

export interface AlertsTable extends DocumentColumns {
  readonly source: string;
  readonly service: string | null;
  readonly status: string;
  readonly starts_at: string;
}

export const alerts = documentTable<Alert>({
  table: 'alerts',
  decider,
  columns: {
    source: ['TEXT NOT NULL', ({ source }) => text(source, 'source')],
    service: ['TEXT', ({ service }) => optional(text, service, 'service')],
    status: ['TEXT NOT NULL', ({ status }) => text(status, 'status')],
    starts_at: ['TEXT NOT NULL', ({ startsAt }) => instant(startsAt, 'startsAt')],
  },
  indexes: ['starts_at, id', 'status, starts_at, id', 'service', 'source'],
});
