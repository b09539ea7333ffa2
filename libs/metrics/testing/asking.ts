import type { DeploymentFacts, Facts, IncidentFacts } from '../facts.js';
import { type Metrics, measure } from '../metrics.js';
import type { MetricsQuestion } from '../question.js';
import { hour } from './facts.js';

/** Asks at hour 100 for one number of these facts. */
export const asking =
  <Name extends keyof Metrics>(name: Name) =>
  (
    incidents: readonly IncidentFacts[],
    question: Partial<MetricsQuestion> = {},
    rest: Partial<Facts> = {},
  ): Metrics[Name] =>
    measure({ incidents, deployments: [], ...rest }, { now: hour(100), ...question })[name];

/** The same for a number of deployments. */
export const askingOfDeployments =
  <Name extends keyof Metrics>(name: Name) =>
  (deployments: readonly DeploymentFacts[], question: Partial<MetricsQuestion> = {}): Metrics[Name] =>
    asking(name)([], question, { deployments });
