import { type Upcaster, upcasting } from '#event-log';

/** Every change that the shape of an event ever had. The golden files beside the domain hold the shapes themselves. */
export const upcasters: readonly Upcaster[] = [];

/** The version of the shape in which events of a type are written today, from 1 on. */
export const { schemaVersionOf } = upcasting(upcasters);
