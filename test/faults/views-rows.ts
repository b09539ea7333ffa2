import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { Views } from '#views';
import { logUrl } from './recorded.js';

/** The rows of each table, as text, in an order of their own. */
export type Rows = Readonly<Record<string, readonly string[]>>;

/** The views' file in a data directory. */
export function viewsFileIn(dataDir: string): string {
  const name = readdirSync(dataDir).find((file) => /^views-[0-9a-f]+\.db$/.test(file));
  if (name === undefined) throw new Error(`There are no views in ${dataDir}`);
  return join(dataDir, name);
}

/** Everything that the views of a data directory hold. */
export function rowsIn(dataDir: string): Rows {
  const db = new Database(viewsFileIn(dataDir), { readonly: true });
  try {
    // How a full-text index is laid out depends on when it was written; which words it has where does not.
    db.exec('CREATE VIRTUAL TABLE temp.words USING fts5vocab(main, incident_texts, instance)');
    const tables = db
      .prepare<[], string>(
        `SELECT name FROM sqlite_schema
         WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'incident_texts%'`,
      )
      .pluck()
      .all();
    const rows = (table: string) => db.prepare(`SELECT * FROM ${table}`).raw().all();
    return Object.fromEntries(
      [...tables, 'words'].map((table) => [
        table,
        rows(table)
          .map((row) => JSON.stringify(row))
          .sort(),
      ]),
    );
  } finally {
    db.close();
  }
}

/** What a fresh build from the log of a data directory gives. */
export async function rebuiltRows(dataDir: string): Promise<Rows> {
  const directory = mkdtempSync(join(tmpdir(), 'sitrep-rebuild-'));
  const views = new Views({ directory, log: logUrl(dataDir) });
  try {
    await views.caughtUp();
    return rowsIn(directory);
  } finally {
    await views.close();
    rmSync(directory, { recursive: true });
  }
}
