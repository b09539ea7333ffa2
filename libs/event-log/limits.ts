/** What the events of one append may measure together: their data and metadata as UTF-8 JSON. EventStoreDB's own limit. */
export const MAX_APPEND_BYTES = 1024 * 1024;

/** How many events one message of a subscription carries at most. */
export const MAX_BATCH_EVENTS = 500;
