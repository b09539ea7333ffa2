import type { DeploymentFacts, IncidentFacts } from '../facts.js';
import { measure } from '../metrics.js';
import type { MetricsQuestion } from '../question.js';
import { hour, resolved } from './facts.js';

/** The change failure rate of these facts, asked at hour 100. */
export const rate = (
  deployments: readonly DeploymentFacts[],
  incidents: readonly IncidentFacts[],
  question: Partial<MetricsQuestion> = {},
) => measure({ incidents, deployments }, { now: hour(100), ...question }).changeFailureRate;

/** The ids of those deployments that it calls failed. */
export const failedOf = (...asked: Parameters<typeof rate>): string[] =>
  rate(...asked).contributions.flatMap(({ failed, deploymentId }) => (failed ? [deploymentId] : []));

/** An incident that starts at this hour and is resolved in the next. */
export const starting = (at: number, known?: Partial<IncidentFacts>): IncidentFacts =>
  resolved(`at ${at}`, at, at + 1, known);

/** An incident that blames these deployments explicitly. */
export const blaming = (...blamedDeployments: string[]): IncidentFacts => starting(1, { blamedDeployments });
