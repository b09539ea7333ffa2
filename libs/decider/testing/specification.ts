import { expect } from '@jest/globals';
import {
  type Actor,
  type Command,
  type CommandContext,
  type Decider,
  type Event,
  type Happened,
  fold,
  plusSeconds,
} from '../index.js';

/** What has happened to one thing so far, from the first event on. */
export type Story = readonly Happened[];

/** How a command is given, where it matters: by whom, for whom, and when the commanded thing happened. */
export interface Circumstances {
  readonly by?: Actor;
  readonly onBehalfOf?: Actor;
  readonly at?: string;
}

export const amina: Actor = { kind: 'USER', id: 'amina@example.com', name: 'Amina Diallo' };
export const bela: Actor = { kind: 'USER', id: 'bela@example.com', name: 'Béla Kovács' };
export const chatbot: Actor = {
  kind: 'API_KEY',
  id: '7b0d7a3e-6c1f-4b7e-9d6a-2f1f6a1f8a55',
  name: 'chatbot',
};

/** The id of the thing that a story is about. */
export const storyId = '0b54e1a0-5a3d-4f0e-8a53-6f3f2f3f9a11';

/** The time in a story after so many of its events: it begins at nine, and each event takes a minute. */
export const minute = (events: number): string => plusSeconds('2026-03-02T09:00:00.000Z', events * 60);

/** The id that a command makes when it comes after so many events. */
export const newIdAfter = (events: number): string => `id-${events}`;

/**
 * Tells what a decider does: `given(story).when(command).then(events)`. A story is what commands made happen:
 * `after([], declare, acknowledge)` is an acknowledged incident.
 */
export function specification<State extends object, C extends Command, E extends Event>(
  decider: Decider<State, C, E>,
) {
  const stateAfter = (story: Story): State | undefined => fold(decider, story);

  const decide = (story: Story, command: C, circumstances: Circumstances) =>
    decider.decide(command, stateAfter(story), contextOf(story, circumstances));

  /** The story once this command was given, too. @throws the refusal, where it is refused */
  const continued = (story: Story, command: C, circumstances: Circumstances = {}): Story => {
    const decision = decide(story, command, circumstances);
    if ('refusal' in decision) throw decision.refusal;
    const { now, ...facts } = contextOf(story, circumstances);
    return [...story, ...decision.events.map((event) => ({ event, facts: { ...facts, recordedAt: now } }))];
  };

  return {
    stateAfter,
    continued,
    after: (story: Story, ...commands: readonly C[]): Story =>
      commands.reduce<Story>((told, command) => continued(told, command), story),
    /** The timeline of a story. */
    wordsOf: (story: Story): readonly string[] => story.map((happened) => decider.describe(happened)),
    given: (story: Story) => ({
      when: (command: C, circumstances: Circumstances = {}) => ({
        /** These events are recorded, no more and no less. */
        then(events: readonly E[]): void {
          expect(decide(story, command, circumstances)).toStrictEqual({ events });
        },
        /** It is accepted, whatever it records. */
        succeeds(): void {
          expect(decide(story, command, circumstances)).toHaveProperty('events');
        },
        /** It succeeds and records nothing. */
        changesNothing(): void {
          expect(decide(story, command, circumstances)).toStrictEqual({ events: [] });
        },
        /** The state is so afterwards, as far as named. */
        leaves(state: Partial<State>): void {
          expect(stateAfter(continued(story, command, circumstances))).toMatchObject(state);
        },
        /** This rule says no, and its message tells this. */
        refuses(rule: string, telling = /\.$/): void {
          const decision = decide(story, command, circumstances);
          expect(decision).toHaveProperty('refusal.rule', rule);
          if ('refusal' in decision) expect(decision.refusal.message).toMatch(telling);
        },
      }),
    }),
  };
}

function contextOf(story: Story, { by = amina, onBehalfOf, at }: Circumstances): CommandContext {
  const now = minute(story.length);
  let made = 0;
  return {
    now,
    occurredAt: at ?? now,
    actor: by,
    ...(onBehalfOf && { onBehalfOf }),
    id: storyId,
    newId: () => newIdAfter(story.length + made++),
  };
}
