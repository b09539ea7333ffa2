/** What is injected by a token, being no class. */
export const EVENT_LOG = Symbol('EventLog');
export const CONFIG = Symbol('Config');
export const SEAL = Symbol('Seal');
export const LOGGER = Symbol('Logger');
