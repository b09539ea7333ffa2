import { applyDecorators } from '@nestjs/common';
import { ValidateBy, ValidateNested } from 'class-validator';

type Class<Shape extends object = object> = new () => Shape;

/** The classes of what is nested, by the prototype of the class that it is nested in and the name of the field. */
const nested = new Map<object, Map<PropertyKey, () => Class>>();

/** The rule that says whether a field holds one thing or a list, as it must: what does not has none of the parts. */
export const KIND = 'kind';

/** A field that holds something with rules of its own. */
export const Nested = (type: () => Class, message?: string): PropertyDecorator =>
  applyDecorators(
    remember(type),
    ValidateNested(message === undefined ? {} : { message }),
    ValidateBy({
      name: KIND,
      validator: { validate: isNoList, defaultMessage: () => 'must be an object' },
    }),
  );

/** A field that holds a list of such things. */
export const NestedList = (type: () => Class, message?: string): PropertyDecorator =>
  applyDecorators(
    remember(type),
    ValidateNested({ each: true, ...(message !== undefined && { message }) }),
    ValidateBy({
      name: KIND,
      validator: { validate: Array.isArray, defaultMessage: () => 'must be a list' },
    }),
    ValidateBy(
      { name: 'areNoLists', validator: { validate: isNoList, defaultMessage: () => 'must hold no lists' } },
      { each: true },
    ),
  );

/**
 * What was sent as an instance of the class that has its rules, and so what is nested in it. All else stays as it is,
 * whatever it calls its parts: a map may have a key `constructor`.
 */
export function instanceOf<Shape extends object>(type: Class<Shape>, value: object): Shape {
  const instance = Object.assign(new type(), value);
  for (const [field, classOf] of classesIn(instance)) {
    const part: unknown = Reflect.get(value, field);
    if (typeof part === 'object') Reflect.set(instance, field, shaped(classOf(), part));
  }
  return instance;
}

const shaped = (type: Class, value: unknown): unknown => {
  if (Array.isArray(value)) return value.map((item: unknown) => shaped(type, item));
  return typeof value === 'object' && value !== null ? instanceOf(type, value) : value;
};

/** Of the class of an instance and of those that it extends. */
function classesIn(instance: object): [PropertyKey, () => Class][] {
  const found: [PropertyKey, () => Class][] = [];
  let prototype: unknown = Object.getPrototypeOf(instance);
  while (typeof prototype === 'object' && prototype !== null) {
    found.push(...(nested.get(prototype) ?? []));
    prototype = Object.getPrototypeOf(prototype);
  }
  return found;
}

const remember =
  (type: () => Class): PropertyDecorator =>
  (prototype, field) => {
    nested.set(prototype, (nested.get(prototype) ?? new Map<PropertyKey, () => Class>()).set(field, type));
  };

const isNoList = (value: unknown): boolean => !Array.isArray(value);
