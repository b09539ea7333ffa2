import { create, type ArrayDelta, type Delta } from 'jsondiffpatch';

export const changeOps = ['ADD', 'REMOVE', 'REPLACE'] as const;

/** An operation of a JSON Patch (RFC 6902), with what was there before. */
export interface Change {
  readonly op: (typeof changeOps)[number];
  /** Where, as a JSON Pointer (RFC 6901): `/services/0`. */
  readonly path: string;
  /** Null where something is added. */
  readonly before: unknown;
  /** Null where something is removed. */
  readonly after: unknown;
}

/** Items of lists that are objects are the same where they have the same id or, without one, the same content. */
const objectHash = (item: object | null): string =>
  item && 'id' in item ? `id ${String(item.id)}` : JSON.stringify(item);

const differ = create({ arrays: { detectMove: false }, objectHash });

/**
 * What leads from one JSON document to another, as operations to be applied one after the other. What is the same
 * object in both is not looked into.
 */
export const changesBetween = (before: object, after: object): readonly Change[] => [
  ...changesIn(differ.diff(before, after), ''),
];

function* changesIn(delta: Delta, path: string): Generator<Change> {
  if (delta === undefined) return;
  if (isArrayDelta(delta)) yield* changesInList(delta, path);
  else if (!Array.isArray(delta))
    for (const [name, within] of Object.entries(delta)) yield* changesIn(within, `${path}/${escaped(name)}`);
  else if (delta.length === 1) yield { op: 'ADD', path, before: null, after: delta[0] };
  else if (delta.length === 2) yield { op: 'REPLACE', path, before: delta[0], after: delta[1] };
  else yield { op: 'REMOVE', path, before: delta[0], after: null };
}

/** First what goes, from the end on, then what comes, then what changed: so each index is right when its turn comes. */
function* changesInList(delta: ArrayDelta, path: string): Generator<Change> {
  const gone: [number, Delta][] = [];
  const come: [number, Delta][] = [];
  const changed: [number, Delta][] = [];
  for (const [key, within] of Object.entries<Delta>(withoutMark(delta))) {
    if (key.startsWith('_')) gone.push([Number(key.slice(1)), within]);
    else (Array.isArray(within) && within.length === 1 ? come : changed).push([Number(key), within]);
  }
  const rising = [...come.sort(byIndex), ...changed.sort(byIndex)];
  for (const [index, within] of [...gone.sort(byIndex).reverse(), ...rising])
    yield* changesIn(within, `${path}/${index}`);
}

const isArrayDelta = (delta: Delta): delta is ArrayDelta =>
  typeof delta === 'object' && '_t' in delta && delta['_t'] === 'a';

const withoutMark = ({ _t, ...items }: ArrayDelta) => items;

const byIndex = ([one]: readonly [number, unknown], [other]: readonly [number, unknown]): number =>
  one - other;

/** A name as a part of a JSON Pointer. */
const escaped = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1');
