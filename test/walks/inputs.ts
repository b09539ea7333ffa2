import {
  type GraphQLInputField,
  type GraphQLInputObjectType,
  type GraphQLInputType,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
} from 'graphql';
import { v4 as uuid } from 'uuid';
import type { Dice } from './dice.js';
import { json, numbers, oddNumber, oddText, texts, time } from './kinds.js';
import type { Memory } from './memory.js';

/** How the inputs of a walk are made up. */
export interface Making {
  readonly dice: Dice;
  readonly memory: Memory;
  /** The index of the kind of text or number that a field takes, by its path; the first unless known. */
  readonly kinds: ReadonlyMap<string, number>;
  /** How likely a value is to be wrong, stale or odd. */
  readonly odd: number;
  /** How likely a field is given that need not be. */
  readonly optional: number;
}

/** How often those of the fields that every command takes are given, which are beside what it does. */
const besides: Readonly<Record<string, number>> = {
  idempotencyKey: 0.2,
  expectedRevision: 0.1,
  occurredAt: 0.2,
  onBehalfOf: 0.4,
};

/** An input of this type, whatever fields it has. */
export function inputOf(type: GraphQLInputObjectType, path: string, making: Making): Record<string, unknown> {
  const { dice, memory } = making;
  const input: Record<string, unknown> = {};
  for (const field of Object.values(type.getFields())) {
    const must = isNonNullType(field.type) && field.defaultValue === undefined;
    if (!must && !dice.maybe(making.optional > 0 ? (besides[field.name] ?? making.optional) : 0)) continue;
    input[field.name] = valueOf(field.type, field, `${path}.${field.name}`, making);
  }
  if (dice.maybe(0.8)) nameTheOwner(type, input, memory);
  if ('expectedRevision' in input) {
    const revision = Object.values(input).flatMap((value) => memory.revisionOf(String(value)) ?? [])[0] ?? 0;
    input['expectedRevision'] = dice.maybe(0.7) ? revision : dice.one([0, -1, revision + 1, revision - 1]);
  }
  return input;
}

/** Where an input names a part, a note say, lets it name the thing whose part it is. */
function nameTheOwner(type: GraphQLInputObjectType, input: Record<string, unknown>, memory: Memory): void {
  const owners = Object.values(input).flatMap((value) => memory.ownersOf(String(value)));
  for (const field of Object.values(type.getFields())) {
    const owner = owners.find((id) => field.name in input && memory.idsFor(field).includes(id));
    if (owner !== undefined && getNamedType(field.type).name === 'ID') input[field.name] = owner;
  }
}

function valueOf(type: GraphQLInputType, field: GraphQLInputField, path: string, making: Making): unknown {
  const { dice } = making;
  if (isNonNullType(type)) return valueOf(type.ofType, field, path, making);
  if (!isNonNullType(field.type) && dice.maybe(making.odd / 2)) return null;
  if (isListType(type)) {
    const length = dice.maybe(making.odd / 4) ? dice.from(0, 60) : dice.from(1, 3);
    const items = Array.from({ length }, () => valueOf(type.ofType, field, path, making));
    return dice.maybe(0.9) ? [...new Set(items)] : items;
  }
  if (isInputObjectType(type)) return inputOf(type, path, making);
  if (isEnumType(type)) {
    if (dice.maybe(making.odd / 8)) return 'NONE_OF_THEM';
    return dice.one(type.getValues()).name;
  }
  return scalar(type.name, field, path, making);
}

function scalar(type: string, field: GraphQLInputField, path: string, making: Making): unknown {
  const { dice, kinds, memory, odd } = making;
  const { name } = field;
  const kind = kinds.get(path) ?? 0;
  switch (type) {
    case 'Boolean':
      return dice.maybe(0.3);
    case 'ID':
      return idFor(field, making);
    case 'Int':
    case 'Float': {
      const number = dice.maybe(odd) ? oddNumber(dice) : (numbers[kind] ?? dice.one(numbers))(dice);
      return type === 'Int' ? Math.trunc(number) : number;
    }
    case 'DateTime': {
      const seen = memory.wordsFor(name);
      if (seen.length > 0 && dice.maybe(0.1)) return dice.one(seen);
      return time(dice, name === 'occurredAt' ? 0.03 : 0.3);
    }
    case 'JSON':
      return json(dice);
    default:
      return name === 'idempotencyKey' ? keyFor(making) : text(name, kind, making);
  }
}

function idFor(field: GraphQLInputField, { dice, memory, odd }: Making): string {
  if (dice.maybe(odd / 2)) return dice.one(['INC-0', 'INC-99999', 'nonsense', uuid(), ...memory.allIds]);
  const known = memory.idsFor(field);
  return known.length > 0 ? dice.late(known) : uuid();
}

function keyFor({ dice, memory }: Making): string {
  if (memory.keys.length > 0 && dice.maybe(0.1)) return dice.one(memory.keys);
  const key = uuid();
  memory.keys.push(key);
  return key;
}

function text(name: string, kind: number, { dice, memory, odd }: Making): string {
  if (dice.maybe(odd)) return oddText(dice);
  const seen = memory.wordsFor(name);
  // What takes a form of its own is another thing under the same name.
  if (kind === 0 && seen.length > 0 && dice.maybe(0.4)) return dice.one(seen);
  return (texts[kind] ?? dice.one(texts))(dice);
}
