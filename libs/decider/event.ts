/** One thing that happened, in the past tense, with the data that a reader needs without looking elsewhere. */
export interface Event<Type extends string = string, Data extends object = object> {
  readonly type: Type;
  readonly data: Data;
}

/** One thing that somebody wants done, in the imperative. */
export interface Command<Type extends string = string, Data extends object = object> {
  readonly type: Type;
  readonly data: Data;
}

/** The data of the member of a union of events or commands that has this type. */
export type DataOf<Message extends Event | Command, Type extends Message['type']> = Extract<
  Message,
  { type: Type }
>['data'];

export const actorKinds = ['USER', 'API_KEY', 'INTEGRATION', 'SYSTEM'] as const;

/** Who did something: a person, a key, an integration that posts webhooks, or Sitrep itself. */
export interface Actor {
  readonly kind: (typeof actorKinds)[number];
  readonly id: string;
  readonly name: string;
}

/** What is true of a recorded event beside its data. Times are RFC 3339, UTC, with milliseconds. */
export interface EventFacts {
  /** When it happened. It may lie long before it was recorded (backdating). */
  readonly occurredAt: string;
  /** When the log took it. */
  readonly recordedAt: string;
  readonly actor: Actor;
  /** The person for whom the actor, a tool, did it; both stay recorded. */
  readonly onBehalfOf?: Actor;
}

/** What a decision may know beside the command and the state. It brings the clock and new ids into the pure code. */
export interface CommandContext {
  /** The clock, RFC 3339 in UTC with milliseconds. */
  readonly now: string;
  /** When the commanded thing happened: `now` unless the caller backdated it. */
  readonly occurredAt: string;
  readonly actor: Actor;
  /** The person for whom the actor, a tool, acts. */
  readonly onBehalfOf?: Actor;
  /** The id of the thing that the command is about (the UUID in its stream's name). */
  readonly id: string;
  /** A new id, the same at each retry of the same command. */
  readonly newId: () => string;
}

/** Who stands behind an act: the person for whom a tool did it, where it named one; else the actor itself. */
export const whoActs = ({ actor, onBehalfOf }: Pick<EventFacts, 'actor' | 'onBehalfOf'>): Actor =>
  onBehalfOf ?? actor;
