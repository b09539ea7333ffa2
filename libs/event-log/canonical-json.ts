import { MalformedText } from './errors.js';

/**
 * The same text as `canonical` gives, in half the time, for what is on its way into the log. Most quickly where all
 * names are in order already.
 *
 * @throws MalformedText half a surrogate pair
 * @throws TypeError what else JSON cannot hold
 */
export const canonicalJson = (value: unknown): string =>
  isCanonical(value) ? JSON.stringify(value) : composed(value);

/** Whether `JSON.stringify`, which writes numbers and escapes as RFC 8785 does, gives the canonical form of it. */
function isCanonical(value: unknown): boolean {
  switch (typeof value) {
    case 'string':
      return value.isWellFormed();
    case 'number':
      return Number.isFinite(value);
    case 'boolean':
      return true;
    case 'object':
      if (value === null) return true;
      if (Array.isArray(value)) return value.every((item) => item === undefined || isCanonical(item));
      return !speaksForItself(value) && isInOrder(value);
    case 'bigint':
    case 'function':
    case 'symbol':
    case 'undefined':
      return false;
  }
}

/** Names by UTF-16 code units, as RFC 8785 wants it and strings compare by themselves. */
function isInOrder(value: object): boolean {
  const entries = value as Readonly<Record<string, unknown>>; // Every object is one.
  let last = '';
  for (const name in entries) {
    if (name < last || !name.isWellFormed()) return false;
    const field = entries[name];
    if (field !== undefined && !isCanonical(field)) return false;
    last = name;
  }
  return true;
}

function composed(value: unknown): string {
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
      return speaksForItself(value) ? composed(value.toJSON()) : fields(value);
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
  `[${items.map((item) => (item === undefined ? 'null' : composed(item))).join(',')}]`;

/** Names are sorted by UTF-16 code units, as RFC 8785 wants it and `sort` does by itself. */
function fields(value: object): string {
  const entries = value as Readonly<Record<string, unknown>>; // Every object is one.
  let written = '';
  for (const name of Object.keys(entries).sort()) {
    const field = entries[name];
    if (field === undefined) continue;
    written += `${written === '' ? '' : ','}${text(name)}:${composed(field)}`;
  }
  return `{${written}}`;
}
