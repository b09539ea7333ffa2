import { isUuid } from '#decider';
import { derivedId } from '../commands/identity.js';

/** The UUID of the service of this name: one name is one service, whoever registers it first. */
export const serviceIdOf = (name: string): string => derivedId('service', name);

/** The UUID of the service with this UUID or name. */
export function serviceId(idOrName: string): string {
  const id = idOrName.toLowerCase();
  return isUuid(id) ? id : serviceIdOf(idOrName);
}
