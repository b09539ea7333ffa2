import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  type Command,
  type CommandContext,
  type DataOf,
  type Decider,
  type Event,
  type Happened,
  type Rulebook,
  commonRules,
  fold,
} from '../index.js';
import { amina, bela, chatbot, minute, newIdAfter, storyId } from './specification.js';

/** Data for each command of a decider, at random. A command left out does not compile. */
export type AnyData<C extends Command> = { readonly [Type in C['type']]: fc.Arbitrary<DataOf<C, Type>> };

/** An id that may be one of those which a random story has made, or a wrong one. */
export const anyMadeId: fc.Arbitrary<string> = fc.nat({ max: 12 }).map(newIdAfter);

/** A time around those of a random story. */
export const anyTime: fc.Arbitrary<string> = fc.integer({ min: -90, max: 30 }).map(minute);

/** Somebody who acts in random stories. */
export const anyPerson: fc.Arbitrary<string> = fc.constantFrom(amina.id, bela.id);

/**
 * Holds a decider to the laws that all of them keep, whatever commands come in whatever order.
 *
 * @param rules    those by which it may refuse, beside the common ones
 * @param openings the commands that random stories begin with
 */
export function keepsTheLaws<State extends object, C extends Command, E extends Event>(
  decider: Decider<State, C, E>,
  rules: Rulebook,
  data: AnyData<C>,
  openings: readonly C['type'][],
): void {
  // What `data` and the union of commands have in common is lost in the detour over strings.
  const anyOf = (types: readonly string[]) =>
    fc.oneof(
      ...Object.entries<fc.Arbitrary<object>>(data)
        .filter(([type]) => types.includes(type))
        .map(([type, some]) => some.map((chosen) => ({ type, data: throughJson(chosen) }))),
    ) as unknown as fc.Arbitrary<C>;
  const anyStep = (types: readonly string[]) =>
    fc.record({
      command: anyOf(types),
      by: fc.constantFrom(
        { actor: amina },
        { actor: bela },
        { actor: chatbot },
        { actor: chatbot, onBehalfOf: bela },
      ),
      backdatedBy: fc.nat({ max: 90 }),
      /** How many minutes go by, now and then hours, seldom a week: so that what is due in days comes to be overdue. */
      after: fc.oneof(
        { weight: 36, arbitrary: fc.constant(1) },
        { weight: 9, arbitrary: fc.nat({ max: 300 }) },
        { weight: 1, arbitrary: fc.constant(7 * 24 * 60) },
      ),
    });
  const all = Object.keys(data);
  // Of few commands alone, those that go together meet more often than among all of them; above all those that `data`
  // has beside each other.
  const some = fc.subarray(all, { minLength: 1, maxLength: Math.min(all.length, 8) });
  const neighbors = fc.nat({ max: all.length - 1 }).map((first) => all.slice(first, first + 5));
  const anySteps = fc
    .oneof(fc.constant(all), some, neighbors)
    .chain((types) =>
      fc.tuple(
        fc.array(anyStep(openings), { maxLength: 1 }),
        fc.array(anyStep(types), { maxLength: 40, size: 'max' }),
      ),
    )
    .map(([opening, rest]) => [...opening, ...rest]);
  type Step = ReturnType<typeof anyStep> extends fc.Arbitrary<infer S> ? S : never;

  /** Gives the commands one after the other, and folds what they make happen as it happens. */
  const play = (steps: readonly Step[]) => {
    const story: Happened[] = [];
    const refusals: string[] = [];
    let state: State | undefined;
    let clock = 0;
    for (const { command, by, backdatedBy, after } of steps) {
      clock += after;
      const now = minute(clock);
      const occurredAt = minute(clock - backdatedBy);
      let made = story.length;
      const context: CommandContext = {
        now,
        occurredAt,
        ...by,
        id: storyId,
        newId: () => newIdAfter(made++),
      };
      const decision = decider.decide(command, frozen(state), context);
      if ('refusal' in decision) {
        refusals.push(decision.refusal.rule);
        continue;
      }
      for (const event of decision.events) {
        const happened = { event, facts: { ...by, occurredAt, recordedAt: now } };
        story.push(happened);
        state = decider.evolve(frozen(state), happened);
      }
    }
    return { story, state, refusals };
  };
  const always = (law: (played: ReturnType<typeof play>) => void, parameters = {}) => {
    const property = fc.property(anySteps, (steps) => {
      law(play(steps));
    });
    fc.assert(property, { numRuns: 300, ...parameters });
  };

  describe(`the laws of ${decider.category}`, () => {
    it('takes any commands in any order and throws at none', () => {
      always(({ story, state }) => {
        expect(story.length === 0).toBe(state === undefined);
      });
    });

    it('folds its recorded events to the very state that it decided on', () => {
      always(({ story, state }) => {
        expect(fold(decider, throughJson(story))).toStrictEqual(state);
      });
    });

    it('has a state that JSON holds whole', () => {
      always(({ state }) => {
        if (state) expect(throughJson(state)).toStrictEqual(state);
      });
    });

    it('refuses by listed rules only', () => {
      const listed = Object.keys({ ...commonRules, ...rules });
      always(({ refusals }) => {
        expect(listed).toEqual(expect.arrayContaining(refusals));
      });
    });

    it('comes to every event in random stories, so that the laws are about all of them', () => {
      const seen = new Set<string>();
      const takeIn = ({ story }: ReturnType<typeof play>) => {
        for (const { event } of story) seen.add(event.type);
      };
      // The rarest takes several commands that fit one another, so that more stories are told where need be.
      for (let seed = 1; seed <= 100 && seen.size < decider.eventTypes.length; seed += 1)
        always(takeIn, { seed });
      expect([...seen].sort()).toEqual([...decider.eventTypes].sort());
    });

    it('words every event', () => {
      always(({ story }) => {
        for (const happened of story) {
          const words = decider.describe(happened);
          expect(words.trim()).not.toBe('');
          expect(words).not.toBe(happened.event.type);
        }
      });
    });
  });
}

const throughJson = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

/** The value, which throws at whoever tries to change it. */
function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value))
    Object.values(Object.freeze(value)).forEach(frozen);
  return value;
}
