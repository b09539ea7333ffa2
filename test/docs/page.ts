import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';

/** A page of the docs, by its path from the root. */
export const pageAt = (path: string): URL => new URL(`../../../${path}`, import.meta.url);

/** The text in the format of all pages. */
export async function formatted(path: string, text: string): Promise<string> {
  const filepath = fileURLToPath(pageAt(path));
  return format(text, { ...(await resolveConfig(filepath)), filepath });
}
