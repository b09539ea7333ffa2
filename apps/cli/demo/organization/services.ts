import type { TeamName } from './people.js';

/** A service of the organization. */
export interface DemoService {
  readonly name: string;
  readonly title: string;
  readonly team: TeamName;
  readonly tier: number;
  readonly availabilityTarget: number;
  /** How often it is deployed, compared with the others. */
  readonly pace: number;
  /** What users call what it does. */
  readonly function: string;
}

const service = (
  name: string,
  title: string,
  team: TeamName,
  tier: number,
  availabilityTarget: number,
  pace: number,
  what: string,
): DemoService => ({ name, title, team, tier, availabilityTarget, pace, function: what });

/** Tidewick delivers groceries in the cities of a coast; it is invented. */
export const demoServices: readonly DemoService[] = [
  service('storefront', 'Storefront', 'shopping', 1, 0.9995, 16, 'the shop'),
  service('search', 'Product search', 'shopping', 2, 0.999, 8, 'product search'),
  service('pricing', 'Prices and offers', 'shopping', 2, 0.999, 8, 'prices'),
  service('checkout', 'Checkout', 'payments', 1, 0.9995, 11, 'the checkout'),
  service('payments', 'Payments', 'payments', 1, 0.9999, 6, 'paying'),
  service('inventory', 'Inventory', 'logistics', 2, 0.999, 9, 'stock levels'),
  service('delivery-planner', 'Delivery planner', 'logistics', 2, 0.998, 9, 'delivery slots'),
  service('courier-app', 'Courier app backend', 'logistics', 2, 0.998, 8, 'the courier app'),
  service('gateway', 'API gateway', 'platform', 1, 0.9999, 4, 'the API'),
  service('identity', 'Identity', 'platform', 1, 0.9995, 5, 'signing in'),
  service('notifications', 'Notifications', 'platform', 3, 0.995, 6, 'messages to customers'),
  service('reporting', 'Reporting', 'data', 4, 0.99, 7, 'reports'),
];

/** Retired in the course of the year: the storefront took over what it did. */
export const retired = service('recipe-box', 'Recipe box', 'shopping', 4, 0.98, 2, 'recipes');

/** @throws RangeError for a name that is none */
export function serviceNamed(name: string): DemoService {
  const found = demoServices.find((each) => each.name === name);
  if (!found) throw new RangeError(`There is no service ${name}.`);
  return found;
}
