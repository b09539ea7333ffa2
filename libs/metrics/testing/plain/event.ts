/** An event of the log, as far as the plain definition reads it. What an event type's data has is in docs/events.md. */
export interface PlainEvent {
  readonly stream: string;
  readonly type: string;
  readonly data: unknown;
  readonly metadata: { readonly occurredAt: string };
}
