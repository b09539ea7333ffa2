import { type Deployment, deployments as decider } from '#deployment';
import { instant, text } from './columns.js';
import { type DocumentColumns, documentTable } from './document-table.js';

export interface DeploymentsTable extends DocumentColumns {
  readonly service: string;
  readonly environment: string;
  readonly status: string;
  /** When it finished; while it has not, when it started. */
  readonly at: string;
  readonly finished: 0 | 1;
}

export const deployments = documentTable<Deployment>({
  table: 'deployments',
  decider,
  columns: {
    service: ['TEXT NOT NULL', ({ service }) => text(service, 'service')],
    environment: ['TEXT NOT NULL', ({ environment }) => text(environment, 'environment')],
    status: ['TEXT NOT NULL', ({ status }) => text(status, 'status')],
    at: [
      'TEXT NOT NULL',
      ({ startedAt, finishedAt, rolledBackAt }) =>
        instant(finishedAt ?? startedAt ?? rolledBackAt, 'the time of the deployment'),
    ],
    finished: ['INTEGER NOT NULL', ({ finishedAt }) => (finishedAt === null ? 0 : 1)],
  },
  indexes: ['at, id', 'status, at, id', 'service'],
});
