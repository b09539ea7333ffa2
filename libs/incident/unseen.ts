import type { Incident } from './incident.js';

/** What names another incident as people do, by its reference. */
type Naming<Value> = Extract<
  NonNullable<Value> extends readonly (infer Item)[] ? Item : NonNullable<Value>,
  { readonly reference: string }
>;

/** The fields of the state that name other incidents. */
type NamingField = {
  [Field in keyof Incident]: [Naming<Incident[Field]>] extends [never] ? never : Field;
}[keyof Incident];

type IsSeen = (id: string) => boolean;

/** What is left of each field that names another incident: one that is left out does not compile. */
const seenOf: { readonly [F in NamingField]: (value: Incident[F], isSeen: IsSeen) => Incident[F] } = {
  absorbed: (absorbed, isSeen) =>
    absorbed.every(({ id }) => isSeen(id)) ? absorbed : absorbed.filter(({ id }) => isSeen(id)),
  mergedInto: (into, isSeen) => (into && isSeen(into.id) ? into : null),
  recurrence: (earlier, isSeen) => (earlier && isSeen(earlier.incidentId) ? earlier : null),
};

/**
 * The incident with nothing in it of other incidents that are not to be seen; the parts that stay are the same objects.
 *
 * @param isSeen whether the incident with this UUID may be seen
 */
export const withoutUnseen = (incident: Incident, isSeen: IsSeen): Incident => ({
  ...incident,
  absorbed: seenOf.absorbed(incident.absorbed, isSeen),
  mergedInto: seenOf.mergedInto(incident.mergedInto, isSeen),
  recurrence: seenOf.recurrence(incident.recurrence, isSeen),
});
