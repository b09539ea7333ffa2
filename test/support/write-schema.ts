import { writeFileSync } from 'node:fs';
import { printed, publishedSchema, schemaOf } from './schema.js';
import { startService } from './service.js';

/** Writes docs/schema.graphql anew: `npm run schema`. */
const service = await startService();
try {
  writeFileSync(publishedSchema, printed(await schemaOf(service.url)));
} finally {
  await service.stop();
}
