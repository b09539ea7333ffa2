import type { ArgumentMetadata, PipeTransform, ValidationError } from '@nestjs/common';
import { Args } from '@nestjs/graphql';
import { validateSync } from 'class-validator';
import { type FieldError, badUserInput } from './errors.js';
import { halfCharactersIn } from './half-characters.js';
import { KIND, instanceOf } from './nested.js';
import { rememberRules } from './remembered-rules.js';

rememberRules();

/**
 * Checks each argument of the API by the rules of its class, and reports every wrong field at once. GraphQL itself has
 * checked the types of the fields before.
 */
export class InputCheck implements PipeTransform<unknown, unknown> {
  /** @param inputType the class, where the parameter of the resolver does not tell it: that of one that may be null */
  constructor(private readonly inputType?: new () => object) {}

  transform(value: unknown, { data, type, ...parameter }: ArgumentMetadata): unknown {
    const metatype = this.inputType ?? parameter.metatype;
    if (type !== 'body' || !metatype || metatype === Object || !isRecord(value)) return value;
    const shape: new () => object = metatype;
    const input = instanceOf(shape, value);
    const wrong = wrongFields(input, data ?? '');
    if (wrong.length > 0) throw badUserInput(wrong);
    return input;
  }
}

/** What breaks the rules of the class that it is an instance of. @param name of the argument */
export const wrongFields = (input: object, name: string): readonly FieldError[] => [
  ...fieldErrors(validateSync(input, { forbidUnknownValues: false }), name),
  ...halfCharactersIn(input, name),
];

const isRecord = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The one argument of every mutation. */
export const Input = (): ParameterDecorator => Args('input');

/** A filter that may be left out. */
export const Filter = (type: new () => object): ParameterDecorator =>
  Args('filter', { type: () => type, nullable: true }, new InputCheck(type));

/** Each wrong field with its path and what is wrong with it. */
function fieldErrors(errors: readonly ValidationError[], parent: string): FieldError[] {
  return errors.flatMap(({ property, constraints, children }) => {
    const path = parent === '' ? property : `${parent}.${property}`;
    const ofAnotherKind = constraints?.[KIND];
    if (ofAnotherKind !== undefined) return [{ path, message: ofAnotherKind }];
    const own = Object.values(constraints ?? {}).map((message) => ({
      path,
      // Where a rule has no message of its own, class-validator's begins with the name, as the path ends.
      message: message.startsWith(`${property} `) ? message.slice(property.length + 1) : message,
    }));
    return [...own, ...fieldErrors(children ?? [], path)];
  });
}
