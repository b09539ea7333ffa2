import type { Command, Event } from './event.js';

type FirstOf<Handler> = Handler extends (first: infer First, ...rest: never[]) => unknown
  ? Extract<First, object>
  : never;

/** The commands that a genesis or capability decides, read from its handlers. */
export type CommandsIn<Part> = Part extends { decide: infer Handlers }
  ? { [Type in keyof Handlers & string]: Command<Type, FirstOf<Handlers[Type]>> }[keyof Handlers & string]
  : never;

/** The events that a genesis or capability owns, read from how it words them. */
export type EventsIn<Part> = Part extends { describe: infer Handlers }
  ? { [Type in keyof Handlers & string]: Event<Type, FirstOf<Handlers[Type]>> }[keyof Handlers & string]
  : never;

/** The state that a capability adds. */
export type AddsOf<Part> = Part extends { initial: infer Adds } ? Adds : never;

/** The state that a genesis starts with. */
export type BornOf<Part> = Part extends { evolve: infer Births }
  ? {
      [Type in keyof Births]: Births[Type] extends (...args: never[]) => infer State ? State : never;
    }[keyof Births]
  : never;

/** `A & B` of `A | B`. */
export type Intersection<Union> = (Union extends unknown ? (member: Union) => void : never) extends (
  all: infer All,
) => void
  ? All
  : never;
