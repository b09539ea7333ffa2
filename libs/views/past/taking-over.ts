import type { Database } from 'better-sqlite3';
import type { Position } from '#event-log';
import { incidentFolding } from '../projections/incidents.js';
import { projections } from '../projections/index.js';
import { IncidentTexts, texts } from '../projections/incident-texts.js';
import type { Incident } from '#incident';
import { schema } from '../version.js';

/** What a file of the past is for: `FACTS`, what the numbers are computed from; `LISTS`, those and all lists. */
export type Extent = 'FACTS' | 'LISTS';

/** Of no use as of then, or told by the views of today: a timeline only ever grows. */
const OF_TODAY = new Set([
  'timeline',
  'commands',
  'absorptions',
  'checkpoint',
  'api_keys',
  'key_uses',
  'clock',
  'checkpoints',
  'tiles',
]);
/** By how an incident is found and listed; the numbers do without. */
const FOR_LISTS = new Set([
  'incidents',
  'incident_roles',
  'incident_alerts',
  'incident_causes',
  'incident_recurrences',
  'incident_first_declarations',
  'incident_tags',
  'incident_participants',
  'incident_deadlines',
  'incident_acknowledgements',
  'follow_ups',
  'alerts',
]);
/** A full-text index cannot be copied row by row. */
const TEXTS = /^incident_texts/;
/** What is made of the streams that went on. */
export const ofThen = projections.filter(({ name }) => !OF_TODAY.has(name));

/** How many incidents are in memory at a time while their texts are indexed. */
const AT_ONCE = 500;

/**
 * Fills an empty database with what the views of today have that was so at a position already: the rows of the
 * streams that have no later event. The streams that have one, and had begun, are given back; each has to be folded
 * up to the position.
 *
 * @param views the file of the views, which must have come to the position
 */
export function takeOver(db: Database, views: string, position: Position, extent: Extent): string[] {
  db.exec(schema);
  db.prepare('ATTACH ? AS today').run(views);
  try {
    return db.transaction(() => {
      // The first read of today's views fixes what is seen of them.
      db.exec('CREATE TEMP TABLE unchanged (number INTEGER PRIMARY KEY)');
      run(
        db,
        `INSERT INTO unchanged SELECT key FROM today.incidents WHERE ${begun} AND position <= @position`,
        position,
      );
      const tables = tablesIn(db, extent);
      for (const table of tables)
        run(
          db,
          `INSERT INTO main.${table} SELECT * FROM today.${table} WHERE ${unchanged(db, table)}`,
          position,
        );
      if (extent === 'LISTS') indexTexts(db);
      return straddling(db, tables, position);
    })();
  } finally {
    db.exec('DETACH today');
  }
}

/** Incidents are numbered, and so kept, in the order of their declarations: what came later need not be looked at. */
const begun =
  'key <= (SELECT coalesce(max(number), 0) FROM today.incident_numbers WHERE position <= @position)';

const run = (db: Database, sql: string, position: Position): void => {
  const statement = db.prepare(sql);
  if (sql.includes('@position')) statement.run({ position });
  else statement.run();
};

const tablesIn = (db: Database, extent: Extent): string[] =>
  db
    .prepare<[], string>(
      `SELECT name FROM main.sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'`,
    )
    .pluck()
    .all()
    .filter((name) => !OF_TODAY.has(name) && !TEXTS.test(name))
    .filter((name) => extent === 'LISTS' || !FOR_LISTS.has(name));

/** Which rows of a table were there at the position and are the same today. */
function unchanged(db: Database, table: string): string {
  const columns = db.prepare<[string], string>(`SELECT name FROM pragma_table_info(?)`).pluck().all(table);
  if (columns.includes('position')) return 'position <= @position';
  if (columns.includes('number')) return 'number IN (SELECT number FROM unchanged)';
  throw new Error(`Nothing tells since when the rows of ${table} are as they are`);
}

/** The streams that were there at the position and went on since. */
function straddling(db: Database, tables: readonly string[], position: Position): string[] {
  const among = [
    { table: 'incidents', category: incidentFolding.category },
    ...ofThen.flatMap(({ category, name }) =>
      category !== undefined && name !== 'incidents' && tables.includes(name)
        ? [{ table: name, category }]
        : [],
    ),
  ];
  return among.flatMap(({ category, table }) =>
    db
      .prepare<[{ position: Position }], string>(
        `SELECT id FROM today.${table} WHERE position > @position AND first_position <= @position
         ${table === 'incidents' ? `AND ${begun}` : ''}`,
      )
      .pluck()
      .all({ position })
      .map((id) => `${category}-${id}`),
  );
}

function indexTexts(db: Database): void {
  const index = new IncidentTexts(db);
  const next = db.prepare<[number], { key: number; state: string }>(
    `SELECT key, state FROM incidents WHERE key > ? ORDER BY key LIMIT ${AT_ONCE}`,
  );
  let rows = next.all(0);
  while (rows.length > 0) {
    // The projection wrote an incident.
    for (const { key, state } of rows) index.write(key, texts.make(JSON.parse(state) as Incident), undefined);
    rows = next.all(rows.at(-1)?.key ?? 0);
  }
}
