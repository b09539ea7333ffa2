import { type Command, type Event, type Genesis, mustBeNew } from '#decider';
import { changed } from './change.js';
import { type Service, type ServiceDescription, type ServiceFields, fields } from './service-fields.js';

/** The form of a service's name: a slug, as in `checkout-api`. */
export const serviceName = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

export type RegistrationCommand = Command<
  'RegisterService',
  {
    readonly name: string;
    /** The name, unless given. */
    readonly title?: string;
  } & { readonly [Name in Exclude<keyof ServiceFields, 'title'>]?: Exclude<ServiceFields[Name], null> }
>;

/** A service is in the catalog, for the first time or again. */
export type RegistrationEvent = Event<'ServiceRegistered', ServiceDescription>;

/** A retired service may be registered again. */
export const registration: Genesis<Service, RegistrationCommand, RegistrationEvent> = {
  decide: {
    RegisterService({ name, title, team, tier, availabilityTarget }, service, { id }) {
      const registered: ServiceDescription = {
        id,
        name,
        title: title ?? name,
        team: team ?? null,
        tier: tier ?? null,
        availabilityTarget: availabilityTarget ?? null,
      };
      const inUse = service?.retiredAt === null ? service : undefined;
      if (inUse && !changed(fields, inUse, registered)) return [];
      mustBeNew(inUse, 'service');
      return [{ type: 'ServiceRegistered', data: registered }];
    },
  },
  evolve: {
    ServiceRegistered: (_, registered) => ({ ...registered, retiredAt: null, retirementReason: null }),
  },
  describe: {
    ServiceRegistered: ({ name, title, team }) =>
      `Service ${name === title ? name : `${title} (${name})`} registered${team === null ? '' : `, owned by ${team}`}`,
  },
};
