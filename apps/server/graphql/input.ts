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
    const errors = validateSync(input, { forbidUnknownValues: false });
    const wrong = [...fieldErrors(errors, data ?? ''), ...halfCharactersIn(value, data ?? '')];
    if (wrong.length > 0) throw badUserInput(wrong);
    return input;
  }
}

const isRecord = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The one argument of every mutation. */
export const Input = (): ParameterDecorator => Args('input');

/** A filter that may be left out. */
export const Filter = (type: new () => object): ParameterDecorator =>
  Args('filter', { type: () => type, nullable: true }, new InputCheck(type));

/** Each wrong field with its path and what is wrong with it. */
export function fieldErrors(errors: readonly ValidationError[], parent: string): FieldError[] {
  return errors.flatMap(({ property, constraints, children }) => {
    const path = parent === '' ? property : `${parent}.${property}`;
    const ofAnotherKind = constraints?.[KIND];
    if (ofAnotherKind !== undefined) return [{ path, message: ofAnotherKind }];
    const own = Object.values(constraints ?? {}).map((message) => ({ path, message }));
    return [...own, ...fieldErrors(children ?? [], path)];
  });
}
