import { type Actor, type EventFacts, whoActs } from '#decider';

/** A text that was replaced by a better one. Nothing that was said is lost. */
export interface Correction {
  readonly previousBody: string;
  readonly correctedBy: Actor;
  readonly correctedAt: string;
}

/** Something that people wrote, as it reads now and as it read before. */
export interface Written {
  readonly id: string;
  readonly body: string;
  /** In the order in which they were made. */
  readonly corrections: readonly Correction[];
}

/** The writings with one of them reworded. */
export const reworded = <W extends Written>(
  writings: readonly W[],
  id: string,
  body: string,
  facts: EventFacts,
): readonly W[] =>
  writings.map((written) =>
    written.id === id
      ? { ...written, body, corrections: [...written.corrections, correction(written, facts)] }
      : written,
  );

const correction = ({ body }: Written, facts: EventFacts): Correction => ({
  previousBody: body,
  correctedBy: whoActs(facts),
  correctedAt: facts.occurredAt,
});
