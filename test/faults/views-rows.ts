import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Views } from '#views';
import { type Rows, rowsOf } from '#views/testing';
import { logUrl } from './recorded.js';

/** The views' file in a data directory. */
export function viewsFileIn(dataDir: string): string {
  const name = readdirSync(dataDir).find((file) => /^views-[0-9a-f]+\.db$/.test(file));
  if (name === undefined) throw new Error(`There are no views in ${dataDir}`);
  return join(dataDir, name);
}

/** Everything that the views of a data directory hold. */
export const rowsIn = (dataDir: string): Rows => rowsOf(viewsFileIn(dataDir));

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
