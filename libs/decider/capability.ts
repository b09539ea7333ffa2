import type { Command, CommandContext, DataOf, Event, EventFacts } from './event.js';

/** What each command of `C` decides: the events that follow, none when it changes nothing; a rule's no is thrown. */
export type Decisions<State, C extends Command, E extends Event> = {
  readonly [Type in C['type']]: (
    data: DataOf<C, Type>,
    state: State,
    context: CommandContext,
  ) => readonly E[];
};

/** How each event of `E` changes the state, as the fields that it changes. It must not fail: it has happened. */
export type Evolutions<State, E extends Event> = {
  readonly [Type in E['type']]: (state: State, data: DataOf<E, Type>, facts: EventFacts) => Partial<State>;
};

/** A sentence for each event, for people who read the timeline. */
export type Descriptions<E extends Event> = {
  readonly [Type in E['type']]: (data: DataOf<E, Type>, facts: EventFacts) => string;
};

/**
 * One thing that can be done with an aggregate, whole: its commands, what they refuse, its events, how they change
 * the state, and how the timeline words them.
 *
 * @typeParam Reads  the state that it relies on and others bring
 * @typeParam Adds   the state that it brings, empty at first as `initial` says
 * @typeParam Emits  events of other capabilities that its commands may cause
 */
export interface Capability<
  Reads extends object,
  Adds extends object,
  C extends Command,
  E extends Event,
  Emits extends Event = never,
> {
  readonly initial: Adds;
  readonly decide: Decisions<Reads & Adds, C, E | Emits>;
  readonly evolve: Evolutions<Reads & Adds, E>;
  readonly describe: Descriptions<E>;
}

/**
 * How an aggregate comes into being. It is a capability whose handlers also meet `undefined`, the state of what is
 * not there yet; where several of its commands can be the first that is heard of a thing, each opens it.
 * Events of capabilities may follow in the same append.
 */
export interface Genesis<
  State extends object,
  C extends Command,
  E extends Event,
  Emits extends Event = never,
> {
  readonly decide: Decisions<State | undefined, C, E | Emits>;
  readonly evolve: {
    readonly [Type in E['type']]: (
      state: State | undefined,
      data: DataOf<E, Type>,
      facts: EventFacts,
    ) => State;
  };
  readonly describe: Descriptions<E>;
}
