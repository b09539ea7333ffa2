import type { DataOf, Event } from '#decider';

/** How an event names other incidents. */
export interface Mention<Field extends string = string> {
  /** The fields with their UUIDs. */
  readonly by: readonly Field[];
  /** The sentence for those who may not see one of them: it names none, and has nothing that people wrote. */
  readonly unnamed: string;
}

/** The types of the events that name other incidents, told by the fields in which events do so. */
type Naming<E extends Event> = E extends unknown
  ? [Extract<keyof E['data'], 'incidentId' | `${string}eference`>] extends [never]
    ? never
    : E['type']
  : never;

/** A mention for each event that names another incident: one that is left out does not compile. */
export type Mentions<E extends Event> = {
  readonly [Type in Naming<E>]: Mention<keyof DataOf<E, Type> & string>;
};
