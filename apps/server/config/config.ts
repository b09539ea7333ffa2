import { join } from 'node:path';
import { type Setting, settings } from './settings.js';

type ValueOf<S> = S extends Setting<infer Value> ? Value : never;

/** The service's configuration, read and checked. */
export type Config = { readonly [Name in keyof typeof settings]: ValueOf<(typeof settings)[Name]> };

/** The environment does not make a configuration. The message names every wrong setting. */
export class InvalidConfig extends Error {
  override readonly name = 'InvalidConfig';
}

/**
 * Reads the configuration from environment variables.
 *
 * @throws InvalidConfig naming each wrong variable, what is wrong with it, and each unknown `SITREP_…` one
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const problems: string[] = [];
  const known = new Set<string>(Object.values(settings).map((setting) => setting.env));
  for (const name of Object.keys(env)) {
    if (name.startsWith('SITREP_') && !name.startsWith('SITREP_TEST_') && !known.has(name)) {
      problems.push(`${name} is not a setting; see docs/configuration.md for those that are`);
    }
  }
  const values = Object.entries<Setting<unknown>>(settings).map(([name, setting]) => {
    const text = env[setting.env] ?? setting.fallback;
    try {
      return [name, setting.read(text)] as const;
    } catch (error) {
      problems.push(`${setting.env} ${error instanceof Error ? error.message : String(error)}`);
      return [name, undefined] as const;
    }
  });
  if (problems.length > 0) throw new InvalidConfig(problems.join('\n'));
  // Each value was read by the setting of its name.
  return Object.fromEntries(values) as Config;
}

/** The log of the configuration, as `openEventLog` takes it. */
export const logUrlOf = ({ dataDir, eventLog }: Config): string =>
  eventLog === 'sqlite' ? `sqlite:${join(dataDir, 'events.db')}` : eventLog;
