/** What the name of a service may be, for descriptions: it is registered by a slug, and need not be registered. */
export const SERVICE_NAME = 'the slug of one of the catalog, or any other name, taken as it is written';
