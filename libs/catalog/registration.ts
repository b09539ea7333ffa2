import { type Command, type Event, type Genesis, mustBeNew } from '#decider';

/** The form of a service's name: a slug, as in `checkout-api`. */
export const serviceName = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

/** A service of the organization; null where nothing is said. */
export interface Service {
  readonly id: string;
  /** The slug by which incidents, alerts and deployments name it. */
  readonly name: string;
  /** What people call it. */
  readonly title: string;
  readonly team: string | null;
  /** How much depends on it; 1 is the most. */
  readonly tier: number | null;
  /** The part of the time that it should be available, between 0 and 1: 0.998 is 99.8 %. */
  readonly availabilityTarget: number | null;
}

export type RegistrationCommand = Command<
  'RegisterService',
  {
    readonly name: string;
    /** The name, unless given. */
    readonly title?: string;
    readonly team?: string;
    readonly tier?: number;
    readonly availabilityTarget?: number;
  }
>;

export type RegistrationEvent = Event<'ServiceRegistered', Service>;

export const registration: Genesis<Service, RegistrationCommand, RegistrationEvent> = {
  decide: {
    RegisterService({ name, title, team, tier, availabilityTarget }, service, { id }) {
      const registered: Service = {
        id,
        name,
        title: title ?? name,
        team: team ?? null,
        tier: tier ?? null,
        availabilityTarget: availabilityTarget ?? null,
      };
      if (service && isSame(service, registered)) return [];
      mustBeNew(service, 'service');
      return [{ type: 'ServiceRegistered', data: registered }];
    },
  },
  evolve: {
    ServiceRegistered: (_, registered) => registered,
  },
  describe: {
    ServiceRegistered: ({ name, title, team }) =>
      `Service ${name === title ? name : `${title} (${name})`} registered${team === null ? '' : `, owned by ${team}`}`,
  },
};

const isSame = (one: Service, other: Service): boolean =>
  one.name === other.name &&
  one.title === other.title &&
  one.team === other.team &&
  one.tier === other.tier &&
  one.availabilityTarget === other.availabilityTarget;
