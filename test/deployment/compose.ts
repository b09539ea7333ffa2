import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

const root = new URL('../../../', import.meta.url);

/** A file of the repository's root. */
export const rootFile = (name: string): string => readFileSync(new URL(name, root), 'utf8');

/** What the specs look at of a service of the Compose file. */
export interface Service {
  readonly image: string;
  readonly build?: string;
  readonly profiles?: readonly string[];
  readonly restart?: string;
  readonly environment?: Readonly<Record<string, string | null>>;
  readonly ports?: readonly string[];
  readonly volumes?: readonly string[];
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly healthcheck?: { readonly test: string };
  readonly command?: readonly string[];
}

interface ComposeFile {
  readonly services: Readonly<Record<string, Service>>;
  readonly volumes: Readonly<Record<string, null>>;
}

/** The Compose file, its anchors merged, with the variables of `environment` filled in (unset ones by their defaults). */
export function composeFile(environment: Readonly<Record<string, string>> = {}): ComposeFile {
  const text = rootFile('docker-compose.yml').replaceAll(
    /\$\{(\w+)(?::-([^}]*))?\}/g,
    (_, name: string, fallback = '') => environment[name] ?? String(fallback),
  );
  // The specs check that what they look at is there.
  return parse(text, { merge: true }) as ComposeFile;
}
