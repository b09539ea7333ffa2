import type { Exclusion, Numbers } from '#metrics';
import type { ReportedMetric } from './tables.js';

/** A number as it is answered, without what stands behind it. */
export type Bare = Readonly<Record<string, unknown>>;

export function bare(number: Numbers[ReportedMetric]): Bare {
  const { contributions: _, ...rest } = number;
  return rest;
}

/** One figure of a number, in a row of its own. */
export interface Figure {
  /** Of which part: a service, a severity; null where it is of all. */
  readonly part: string | null;
  /** `value`, `p50Seconds`, `excluded.DRILL`. */
  readonly figure: string;
  readonly value: number | boolean | null;
}

/** The name of what has none: of the cause that nobody has named. */
export const NONE = 'NONE';

/** What names a part, rather than telling something of it. */
const NAMES = ['service', 'severity', 'causeCategory', 'detectedBy'];

/** Every figure of a number: those that it has itself, those of its parts, and how many were left out for a reason. */
export function* figuresOf(number: Bare, part: string | null = null, prefix = ''): Generator<Figure> {
  for (const [name, value] of Object.entries(number)) {
    const figure = `${prefix}${name}`;
    if (NAMES.includes(name)) continue;
    else if (isFigure(value)) yield { part, figure, value };
    else if (name === 'excluded') yield* leftOut(value, part);
    else if (Array.isArray(value))
      for (const one of value.filter(isBare)) yield* figuresOf(one, partIn(one), `${figure}.`);
    else if (isBare(value)) yield* figuresOf(value, part, `${figure}.`);
  }
}

function* leftOut(excluded: unknown, part: string | null): Generator<Figure> {
  if (!Array.isArray(excluded)) return;
  // Each number lists what it leaves out in the same way.
  for (const { reason, count } of excluded as Exclusion[])
    yield { part, figure: `excluded.${reason}`, value: count };
}

/** The name of a part, which may be that there is none: of a cause that nobody has named. */
function partIn(part: Bare): string {
  const name = NAMES.map((key) => part[key]).find((value) => typeof value === 'string');
  return typeof name === 'string' ? name : NONE;
}

const isFigure = (value: unknown): value is Figure['value'] =>
  value === null || typeof value === 'number' || typeof value === 'boolean';

const isBare = (value: unknown): value is Bare => typeof value === 'object' && value !== null;
