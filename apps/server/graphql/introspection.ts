import { type ValidationRule, isIntrospectionType } from 'graphql';
import { tooComplex } from './errors.js';

/**
 * Refuses aliases in what is asked of the schema. That needs no key and is large: an operation of a few lines that asks
 * for all of it under fifty names would hold up everybody else. Tools use none.
 *
 * @throws ApiError TOO_COMPLEX
 */
export const introspectsUnderOneName: ValidationRule = (context) => ({
  Field({ alias, name }) {
    const parent = context.getParentType();
    if (!alias || !parent) return;
    if (name.value === '__schema' || isIntrospectionType(parent))
      throw tooComplex(`The schema is told under its own names: leave out the alias of ${name.value}.`);
  },
});
