/**
 * The code of an error of SQLite, `SQLITE_…`; empty for another's. It goes by the shape of the error, whose class may
 * be that of another realm: the native part of better-sqlite3 knows only the one that was loaded first.
 */
export function sqliteCode(error: unknown): string {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  return code.startsWith('SQLITE_') ? code : '';
}
