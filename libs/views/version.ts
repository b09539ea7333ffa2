import { createHash } from 'node:crypto';
import { ledgers, projections } from './projections/index.js';
import { bookkeepingSchema } from './projector/bookkeeping.js';

/** To be counted up when the same events make other rows in the same tables. */
const FOLDING = 11;

/** Everything that a views file has. */
export const schema = [
  bookkeepingSchema,
  ...[...ledgers, ...projections].map((tables) => tables.schema),
].join('\n');

/** Two nodes with the same version make the same file of the same log. */
export const version = createHash('sha256')
  .update(JSON.stringify([FOLDING, schema, projections.map(({ eventTypes }) => eventTypes)]))
  .digest('hex')
  .slice(0, 12);
