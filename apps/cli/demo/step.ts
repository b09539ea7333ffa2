import type { Audience, CauseCategory, Confidence, NoteKind, Role, Severity } from '#incident';

/** A mutation of the public API, and when what it records happened. */
export interface Step {
  /** Names the step within its script, for good: it becomes the idempotency key, so that a second run changes nothing. */
  readonly key: string;
  readonly mutation: string;
  /** The fields of its input, but for the incident's id, the key and the time. */
  readonly input: Readonly<Record<string, unknown>>;
  /** RFC 3339. */
  readonly occurredAt: string;
}

/** An incident as the steps to play: it is declared first, and the others are about it. */
export interface Script {
  readonly name: string;
  readonly title: string;
  /** Where its facts are published. */
  readonly sources: readonly string[];
  readonly declaration: Step;
  readonly steps: readonly Step[];
}

type At = (key: string, occurredAt: string) => Step;

const step =
  (mutation: string, input: Step['input']): At =>
  (key, occurredAt) => ({ key, mutation, input, occurredAt });

export const declare = (input: Step['input']): At => step('declareIncident', input);

export const assign = (role: Role, person: string): At => step('assignRole', { role, person });

export const handOff = (role: Role, to: string, briefing: string): At =>
  step('handOffRole', { role, to, briefing });

export const join = (person: string): At => step('joinIncident', { person });

export const severity = (to: Severity, reason: string): At =>
  step('changeSeverity', { severity: to, reason });

const note =
  (kind: NoteKind) =>
  (body: string): At =>
    step('recordNote', { kind, body });
export const saw = note('OBSERVATION');
export const did = note('ACTION');
export const decided = note('DECISION');
export const asked = note('QUESTION');

export const update = (
  audience: Audience,
  body: string,
  next: { last?: boolean; nextUpdateDueAt?: string } = {},
): At => step('publishUpdate', { audience, body, ...next });

export const cause = (category: CauseCategory, confidence: Confidence, description: string): At =>
  step('identifyCause', { category, confidence, description });

export const mitigate = (summary: string): At => step('mitigateIncident', { summary });

export const resolve = (resolution: string): At => step('resolveIncident', { resolution });

export const close = (summary: string): At => step('closeIncident', { summary });
