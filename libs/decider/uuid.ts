const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/;

/** Whether it is a UUID in lower case, as which the ids of events and of what they are about are recorded. */
export const isUuid = (text: string): boolean => UUID.test(text);
