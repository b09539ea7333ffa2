import type { CompiledQuery } from 'kysely';
import { type Query, from } from './reader.js';

type Value = string | number;

/** Stands for the value of a parameter in the query that is compiled. */
class Placeholder {
  constructor(readonly index: number) {}
}

/**
 * A query that is asked all the time in the same shape: built and compiled at the first call, and from then on only
 * given its values. Its builder must use each value as a parameter and never look at it.
 */
export function recurring<Values extends readonly Value[], Row>(
  build: (...values: Values) => Query<Row>,
): (...values: Values) => Query<Row> {
  let compiled: CompiledQuery<Row> | undefined;
  return (...values) => {
    // The builder does not look at the values, so that placeholders do as well.
    compiled ??= build(...(values.map((_, index) => new Placeholder(index)) as unknown as Values)).compile(
      from,
    );
    const { parameters, ...query } = compiled;
    const filled = parameters.map((value) => (value instanceof Placeholder ? values[value.index] : value));
    return { compile: () => ({ ...query, parameters: filled }) };
  };
}
