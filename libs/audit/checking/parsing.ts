import { canonical } from '#event-log';
import {
  type ExportedEvent,
  FORMAT,
  type Footer,
  type Header,
  type Scope,
  type Tree,
} from '../export/format.js';
import { Finding } from './finding.js';
import type { Line } from './lines.js';
import { lineName } from './wording.js';

type Fields = Readonly<Record<string, unknown>>;

/**
 * What a line has in it.
 *
 * @throws Finding when it is not the canonical form of any object
 */
export function fieldsOf({ number, text }: Line): Fields {
  const value = parsed(text);
  if (value === undefined)
    throw new Finding(
      'ALTERED',
      { line: number },
      `${lineName(number)} was altered: it is not JSON any more.`,
    );
  if (!isCanonical(value, text))
    throw new Finding(
      'ALTERED',
      { line: number },
      `${lineName(number)} was altered: it is not in the one form that an export is written in.`,
    );
  return value;
}

/** @throws Finding when it is none of an export that is known here */
export function headerIn(fields: Fields): Header {
  const { format, scope, tree } = fields;
  if (format !== FORMAT)
    throw new Finding(
      'NOT_AN_EXPORT',
      { line: 1 },
      `Line 1 is not the beginning of an export: its format should be ${FORMAT}.`,
    );
  const isWhole = isScope(scope) && scope.kind === 'log';
  const fits = isWhole ? has(fields, ['format', 'scope']) : has(fields, ['format', 'scope', 'tree']);
  if (!isScope(scope) || !fits || (!isWhole && !isTree(tree)))
    throw new Finding('ALTERED', { line: 1 }, 'Line 1 was altered: it does not say what the export is of.');
  return { format, scope, ...(isTree(tree) && { tree }) };
}

/** The footer, if it is one. */
export function footerIn(fields: Fields): Footer | undefined {
  const { checkpoint, digest, events, tree } = fields;
  if (!has(fields, ['checkpoint', 'digest', 'events', 'tree'])) return undefined;
  if (!isHash(digest) || !isCount(events) || !isTree(tree)) return undefined;
  if (checkpoint !== null && typeof checkpoint !== 'string') return undefined;
  return { checkpoint, digest, events, tree };
}

/** @throws Finding when it is no event */
export function eventIn(fields: Fields, number: number): ExportedEvent {
  if (isEvent(fields)) return fields;
  if (fields['hash'] === '')
    throw new Finding(
      'ALTERED',
      { line: number },
      `${lineName(number)} has an event without a hash: something else than Sitrep has written it.`,
    );
  throw new Finding(
    'ALTERED',
    { line: number },
    `${lineName(number)} was altered: it is neither an event nor the end of an export.`,
  );
}

const REQUIRED = ['data', 'hash', 'id', 'index', 'metadata', 'position', 'revision', 'stream', 'type'];
const OPTIONAL = new Set(['previous', 'proof']);

function isEvent(fields: Fields): fields is Fields & ExportedEvent {
  const { hash, id, index, position, previous, proof, revision, stream, type } = fields;
  return (
    has(fields, REQUIRED, OPTIONAL) &&
    [id, position, stream, type].every((text) => typeof text === 'string' && text !== '') &&
    isHash(hash) &&
    isCount(index) &&
    isCount(revision) &&
    (previous === undefined || isHash(previous)) &&
    (proof === undefined || (Array.isArray(proof) && proof.every(isBase64Hash)))
  );
}

function isScope(value: unknown): value is Scope {
  if (!isFields(value)) return false;
  const { first, from, kind, revision, stream, to } = value;
  switch (kind) {
    case 'log':
      return has(value, ['kind']);
    case 'stream':
      return has(value, ['kind', 'revision', 'stream']) && isCount(revision) && typeof stream === 'string';
    case 'window':
      return has(value, ['first', 'from', 'kind', 'to']) && isCount(first) && [from, to].every(isTimeOrNull);
    default:
      return false;
  }
}

const isTree = (value: unknown): value is Tree =>
  isFields(value) && has(value, ['root', 'size']) && isBase64Hash(value['root']) && isCount(value['size']);

function has(
  fields: Fields,
  required: readonly string[],
  optional: ReadonlySet<string> = new Set(),
): boolean {
  const names = Object.keys(fields);
  return (
    required.every((name) => name in fields) &&
    names.every((name) => required.includes(name) || optional.has(name))
  );
}

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isCount = (value: unknown): value is number =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
const isHash = (value: unknown): value is string => typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);
/** In the one form: 32 bytes have four forms in base 64, of which three have bits that mean nothing. */
const isBase64Hash = (value: unknown): value is string =>
  typeof value === 'string' &&
  value.length === 44 &&
  Buffer.from(value, 'base64').toString('base64') === value;
const isTimeOrNull = (value: unknown): value is string | null =>
  value === null ||
  (typeof value === 'string' && !Number.isNaN(Date.parse(value)) && new Date(value).toISOString() === value);

function parsed(text: string): Fields | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isFields(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isCanonical(value: object, text: string): boolean {
  try {
    return canonical(value) === text;
  } catch {
    return false;
  }
}
