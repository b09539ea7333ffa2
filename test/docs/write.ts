import { writeFileSync } from 'node:fs';
import { definitionsPage } from './definitions-page.js';
import { eventsPage } from './events-page.js';
import { pageAt } from './page.js';
import { errorsPage } from './rules-page.js';

/** Writes what of the docs is made from the code anew, but for the schema: `npm run docs`. */
writeFileSync(pageAt('docs/events.md'), await eventsPage());
writeFileSync(pageAt('docs/errors.md'), await errorsPage());
writeFileSync(pageAt('docs/metrics-definitions.md'), await definitionsPage());
