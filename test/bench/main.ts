import { writeFileSync } from 'node:fs';
import { checkpoints } from './checkpoints.js';
import { asOf } from './as-of.js';
import { eventstoredb } from './eventstoredb.js';
import { type Figure, table } from './figure.js';
import { growth } from './growth.js';
import { log } from './log.js';
import { rebuild } from './rebuild.js';
import { replay } from './replay.js';
import { commands, queries } from './requests.js';
import { search } from './search.js';
import { subscriptions } from './subscriptions.js';

const benches = {
  commands,
  log,
  queries,
  rebuild,
  replay,
  growth,
  search,
  eventstoredb,
  subscriptions,
  checkpoints,
  asof: asOf,
};

/** `npm run bench [-- name…]`: all benches or those named; a table, then the same as JSON in `bench.json`. */
const named = process.argv.slice(2);
const unknown = named.filter((name) => !(name in benches));
if (unknown.length > 0) {
  console.error(`There is no bench ${unknown.join(', ')}: there are ${Object.keys(benches).join(', ')}.`);
  process.exit(1);
}
const figures: Figure[] = [];
for (const [name, bench] of Object.entries(benches)) {
  if (named.length > 0 && !named.includes(name)) continue;
  console.error(`${name}…`);
  figures.push(...(await bench()));
}
console.log(table(figures));
const json = JSON.stringify({ node: process.version, at: new Date().toISOString(), figures }, null, 2);
console.log(json);
writeFileSync('bench.json', `${json}\n`);
if (figures.some(({ holds }) => holds === false)) process.exitCode = 1;
