import type { FieldError } from './errors.js';

const message = 'has half a surrogate pair (such as \\ud83d alone), which is no character';

/** Every text in what was sent that ends, begins or goes on with half a character: the log cannot hold it. */
export function halfCharactersIn(value: unknown, path: string): FieldError[] {
  if (typeof value === 'string') return value.isWellFormed() ? [] : [{ path, message }];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, part]) => {
    const within = path === '' ? name : `${path}.${name}`;
    return name.isWellFormed()
      ? halfCharactersIn(part, within)
      : [{ path: within.toWellFormed(), message: `its name ${message}` }];
  });
}
