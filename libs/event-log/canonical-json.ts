import { MalformedText } from './errors.js';

/**
 * The same text as `canonical` gives, in half the time, for what is on its way into the log.
 *
 * @throws MalformedText half a surrogate pair
 * @throws TypeError what else JSON cannot hold
 */
export function canonicalJson(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return text(value);
    case 'number':
      if (!Number.isFinite(value)) throw new TypeError(`There is no JSON for ${value}`);
      return JSON.stringify(value);
    case 'boolean':
      return value ? 'true' : 'false';
    case 'object':
      if (value === null) return 'null';
      if (Array.isArray(value)) return list(value);
      return speaksForItself(value) ? canonicalJson(value.toJSON()) : fields(value);
    case 'bigint':
    case 'function':
    case 'symbol':
    case 'undefined':
      throw new TypeError(`There is no JSON for a ${typeof value}`);
  }
}

function text(value: string): string {
  if (!value.isWellFormed()) throw new MalformedText(value);
  return JSON.stringify(value);
}

const speaksForItself = (value: object): value is { toJSON: () => unknown } =>
  'toJSON' in value && typeof value.toJSON === 'function';

const list = (items: readonly unknown[]): string =>
  `[${items.map((item) => (item === undefined ? 'null' : canonicalJson(item))).join(',')}]`;

/** Names are sorted by UTF-16 code units, as RFC 8785 wants it and `sort` does by itself. */
function fields(value: object): string {
  const entries = value as Readonly<Record<string, unknown>>; // Every object is one.
  let written = '';
  for (const name of Object.keys(entries).sort()) {
    const field = entries[name];
    if (field === undefined) continue;
    written += `${written === '' ? '' : ','}${text(name)}:${canonicalJson(field)}`;
  }
  return `{${written}}`;
}
