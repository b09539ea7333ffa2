import Database from 'better-sqlite3';

/** The rows of each table of a views file, as text, in an order of their own. */
export type Rows = Readonly<Record<string, readonly string[]>>;

/** Everything that a views file holds. */
export function rowsOf(file: string): Rows {
  const db = new Database(file, { readonly: true });
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
