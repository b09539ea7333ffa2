import { type Upcaster, upcasting } from '#event-log';

/** Every change that the shape of an event ever had. The golden files beside the domain hold the shapes themselves. */
export const upcasters: readonly Upcaster[] = [];

/** Which version of its shape an event is written in today, and how an older one reads in it. */
export const { schemaVersionOf, upcast } = upcasting(upcasters);
