import type { Excludable } from './exclusion.js';
import type { IncidentFacts } from './facts.js';

/** An incident behind a number. */
export interface IncidentContribution extends Excludable {
  readonly incidentId: string;
  readonly reference: string | null;
}

export const named = ({ id: incidentId, reference }: IncidentFacts) => ({ incidentId, reference });
