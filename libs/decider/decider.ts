import type { Command, CommandContext, Event, EventFacts } from './event.js';
import type { AddsOf, BornOf, CommandsIn, EventsIn, Intersection } from './inference.js';
import { Refusal } from './refusal.js';
import { mustExist } from './rules.js';
import { mustHaveHappened } from './time.js';

/** An event with its facts: all that evolving a state needs. */
export interface Happened<E extends Event = Event> {
  readonly event: E;
  readonly facts: EventFacts;
}

/** What became of a command: events to record (none when it changes nothing), or the rule that refused it. */
export type Decision<E extends Event = Event> =
  { readonly events: readonly E[] } | { readonly refusal: Refusal };

/**
 * An aggregate as pure functions; `undefined` is the state of what does not exist yet.
 * Events of an unknown type change nothing: a newer node may have written them.
 */
export interface Decider<State extends object, C extends Command, E extends Event> {
  /** The first part of its streams' names: `incident` of `incident-<uuid>`. */
  readonly category: string;
  readonly eventTypes: readonly E['type'][];
  decide(command: C, state: State | undefined, context: CommandContext): Decision<E>;
  /**
   * The fields that the event gives a value, which may be the one that they had: all of them where it brings the
   * state into being. Undefined where it changes nothing.
   */
  change(state: State | undefined, happened: Happened): Partial<State> | undefined;
  evolve(state: State | undefined, happened: Happened): State | undefined;
  /** The event in a sentence; its type where it is not known here. */
  describe(happened: Happened): string;
}

/** The state, commands and events of a decider. */
export type StateOf<D> = D extends { evolve(...args: never[]): infer State }
  ? Exclude<State, undefined>
  : never;
export type CommandOf<D> = D extends { decide(command: infer C, ...rest: never[]): unknown } ? C : never;
export type EventOf<D> = D extends { decide(...args: never[]): Decision<infer E> } ? E : never;

/** The deciders' common shape, with what differs between them left open: what a generic command handler needs. */
export type AnyDecider = Decider<object, Command, Event>;

type Handler<Result> = (...args: never[]) => Result;
interface GenesisParts {
  readonly decide: Readonly<Record<string, Handler<readonly Event[]>>>;
  readonly evolve: Readonly<Record<string, Handler<object>>>;
  readonly describe: Readonly<Record<string, Handler<string>>>;
}
interface CapabilityParts extends GenesisParts {
  readonly initial: object;
}

/**
 * Composes an aggregate from how it comes into being and its capabilities. Its commands, events and state are
 * those of the parts together, so that a part left out is a command that does not compile.
 *
 * @throws Error when two parts claim the same command or event
 */
export function decider<G extends GenesisParts, const Cs extends readonly CapabilityParts[]>(
  category: string,
  genesis: G,
  capabilities: Cs,
): Decider<
  BornOf<G> & Intersection<AddsOf<Cs[number]>>,
  CommandsIn<G> | CommandsIn<Cs[number]>,
  EventsIn<G> | EventsIn<Cs[number]>
> {
  const initial = capabilities.reduce<object>((all, part) => ({ ...all, ...part.initial }), {});
  const openings = table([genesis.decide]);
  const births = table([genesis.evolve]);
  const decisions = table(capabilities.map((part) => part.decide));
  const evolutions = table(capabilities.map((part) => part.evolve));
  const descriptions = table([genesis.describe, ...capabilities.map((part) => part.describe)]);

  const decide = (command: Command, state: object | undefined, context: CommandContext): Decision => {
    try {
      mustHaveHappened(context.occurredAt, context);
      const opening = openings.get(command.type);
      if (!opening) mustExist(state, category);
      const decision = opening ?? decisions.get(command.type);
      if (!decision) throw new Error(`No capability of ${category} decides ${command.type}`);
      return { events: decision(command.data, state, context) as readonly Event[] };
    } catch (error) {
      if (error instanceof Refusal) return { refusal: error };
      throw error;
    }
  };

  const change = (state: object | undefined, { event, facts }: Happened): object | undefined => {
    const birth = births.get(event.type);
    const born = birth?.(state, event.data, facts);
    // What is put together field by field is a dictionary to V8, and its copy none, with one hidden class for all.
    // Two spreads into one object would make a class for each of them, at twenty times the cost.
    if (born) return state ? born : { ...Object.assign({}, initial, born) };
    const evolution = state && evolutions.get(event.type);
    return evolution?.(state, event.data, facts) as object | undefined;
  };

  const evolve = (state: object | undefined, happened: Happened): object | undefined => {
    const made = change(state, happened);
    // Not two spreads into one object here either.
    return state && made ? Object.assign({ ...state }, made) : (state ?? made);
  };

  const describe = ({ event, facts }: Happened): string => {
    const sentence = descriptions.get(event.type);
    return sentence ? String(sentence(event.data, facts)) : event.type;
  };

  // The tables above hold the handlers without their types, which the signature gives back.
  return {
    category,
    eventTypes: [...descriptions.keys()],
    decide,
    change,
    evolve,
    describe,
  } as unknown as ReturnType<typeof decider<G, Cs>>;
}

/** The state after these events, in their order, from `state` on. */
export function fold<State extends object, E extends Event>(
  { evolve }: Pick<Decider<State, Command, E>, 'evolve'>,
  history: Iterable<Happened>,
  state?: State,
): State | undefined {
  let folded = state;
  for (const happened of history) folded = evolve(folded, happened);
  return folded;
}

function table(
  parts: readonly Readonly<Record<string, unknown>>[],
): Map<string, (...args: unknown[]) => unknown> {
  const merged = new Map<string, (...args: unknown[]) => unknown>();
  for (const [type, handler] of parts.flatMap((part) => Object.entries(part))) {
    if (merged.has(type)) throw new Error(`Two capabilities claim ${type}`);
    merged.set(type, handler as (...args: unknown[]) => unknown);
  }
  return merged;
}
