import { type CommandOf, type EventOf, decider } from '#decider';
import { registration } from './registration.js';
import { serviceChange } from './service-change.js';

/** The service: how it is registered, and then one line for each thing that can be done with it. */
export const services = decider('service', registration, [serviceChange]);

export type ServiceCommand = CommandOf<typeof services>;
export type ServiceEvent = EventOf<typeof services>;
