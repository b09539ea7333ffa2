import { ValidationPipe, type ValidationError } from '@nestjs/common';
import { Args } from '@nestjs/graphql';
import { type FieldError, badUserInput } from './errors.js';

/** Checks an input class and reports every wrong field at once. */
const validation = new ValidationPipe({
  transform: true,
  exceptionFactory: (errors) => badUserInput(fieldErrors(errors, 'input')),
});

/** The one argument of every mutation. */
export const Input = (): ParameterDecorator => Args('input', validation);

/** Each wrong field with its path and what is wrong with it. */
export function fieldErrors(errors: readonly ValidationError[], parent: string): FieldError[] {
  return errors.flatMap(({ property, constraints, children }) => {
    const path = parent === '' ? property : `${parent}.${property}`;
    const own = Object.values(constraints ?? {}).map((message) => ({ path, message }));
    return [...own, ...fieldErrors(children ?? [], path)];
  });
}
