import { Dice } from './dice.js';
import { type Making, inputOf } from './inputs.js';
import { Memory } from './memory.js';
import type { Mutation } from './mutations.js';
import { type Step, take } from './steps.js';

export interface Walking {
  readonly url: string;
  /** The id of the key that walks. */
  readonly self: string;
  readonly mutations: readonly Mutation[];
  readonly kinds: ReadonlyMap<string, number>;
}

/** A random sequence of commands, each chosen and made up by what the answers to those before have shown. */
export async function walk(
  { kinds, mutations, self, url }: Walking,
  number: number,
  seed: number,
  length: number,
): Promise<Step[]> {
  const dice = new Dice(seed * 10_007 + number);
  const memory = new Memory(self);
  const steps: Step[] = [];
  // Each walk does without some commands: those that end an incident would otherwise end each one early.
  const favored = mutations.filter(() => dice.maybe(0.4));
  while (steps.length < length) {
    const mutation = chosen(favored, mutations, memory, dice);
    const odd = dice.maybe(0.3) ? 0.1 : 0;
    const making: Making = { dice, memory, kinds, odd, optional: dice.one([0.2, 0.4, 0.9]) };
    const input = inputOf(mutation.input, mutation.name, making);
    const before = steps.filter((step) => step.mutation === mutation.name && step.codes.length === 0);
    const step = await take(url, number, mutation, dice.maybe(0.2) ? varied(before, input, dice) : input);
    memory.see(step.answer);
    steps.push(step);
    if (dice.maybe(0.05)) steps.push({ ...(await take(url, number, mutation, step.input)), repeats: step });
    const advised = advisedBy(step, mutations);
    if (!advised || dice.maybe(0.5)) continue;
    const advice = inputOf(advised.input, advised.name, { dice, memory, kinds, odd: 0, optional: 0.9 });
    for (const [to, heeded] of [
      [advised, onTheSame(step.input, advice)],
      [mutation, renewed(step.input)],
    ] as const) {
      steps.push(await take(url, number, to, heeded));
      memory.see(steps.at(-1)?.answer);
    }
  }
  return steps;
}

/** The command that a refusal names as what to do instead, or before. */
const advisedBy = ({ message, rule }: Step, mutations: readonly Mutation[]): Mutation | undefined =>
  rule === undefined ? undefined : mutations.find(({ name }) => message?.includes(name));

/** What is advised, of the things that the refused input named. */
const onTheSame = (refused: object, advice: Readonly<Record<string, unknown>>): object => ({
  ...advice,
  ...Object.fromEntries(Object.entries(refused).filter(([name]) => name in advice && name.endsWith('Id'))),
});

/** The same again, as a command of its own. */
function renewed(input: object): object {
  const { idempotencyKey: _, expectedRevision: __, ...again } = input as Readonly<Record<string, unknown>>;
  return again;
}

/** What was said before with this command, but for something of it; else what is said now. */
function varied(before: readonly Step[], now: Readonly<Record<string, unknown>>, dice: Dice): object {
  if (before.length === 0) return now;
  return {
    ...renewed(dice.one(before).input),
    ...Object.fromEntries(Object.entries(now).filter(() => dice.maybe(0.15))),
  };
}

/** A mutation; or, where it needs what the walk has not seen yet, one that by its name or answer makes such a thing. */
function chosen(
  favored: readonly Mutation[],
  all: readonly Mutation[],
  memory: Memory,
  dice: Dice,
): Mutation {
  let wanted = dice.one(favored);
  for (let tries = 0; tries < 3; tries += 1) {
    const missing = wanted.needs.find((field) => memory.idsFor(field).length === 0);
    if (missing === undefined) break;
    const noun = missing.name.replace(/Id$/, '').toLowerCase();
    const makers = all.filter(
      ({ name, needs, shows }) =>
        needs.every((field) => field.name !== missing.name) &&
        (name.toLowerCase().includes(noun) ||
          (needs.length === 0 && shows.some((type) => noun.endsWith(type.toLowerCase())))),
    );
    if (makers.length === 0) break;
    wanted = dice.one(makers);
  }
  return wanted;
}
