import { derivedId } from '../commands/identity.js';

const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/** The UUID of the service of this name: one name is one service, whoever registers it first. */
export const serviceIdOf = (name: string): string => derivedId('service', name);

/** The UUID of the service with this UUID or name. */
export const serviceId = (idOrName: string): string =>
  UUID.test(idOrName) ? idOrName.toLowerCase() : serviceIdOf(idOrName);
