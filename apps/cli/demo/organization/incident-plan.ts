import type { Detection, Severity } from '#incident';
import { DAY, MINUTE, SECOND } from './calendar.js';
import type { Chance } from './chance.js';
import type { DemoDeployment } from './deployments.js';
import { type DemoService, serviceNamed } from './services.js';
import type { Trouble } from './trouble.js';

export const fates = [
  'USUAL',
  'FALSE_ALARM',
  'DRILL',
  'RESTRICTED',
  'REOPENED',
  'DUPLICATED',
  'RECURRENCE',
] as const;
/** What is special about an incident. */
export type Fate = (typeof fates)[number];

/** How far an incident has come. */
export type Stage = 'declared' | 'acknowledged' | 'identified' | 'mitigated' | 'resolved' | 'closed';

/** When it came how far, in milliseconds since 1970. What lies after the end of the time has not happened. */
export type Times = Readonly<Record<Stage | 'started' | 'detected', number>>;

/** An incident as it will have been. */
export interface IncidentPlan {
  /** Its name among the things of the organization. */
  readonly name: string;
  readonly fate: Fate;
  readonly severity: Severity;
  readonly trouble: Trouble;
  readonly service: DemoService;
  readonly detectedBy: Detection;
  /** What brought it, where a deployment did. */
  readonly deployment?: DemoDeployment;
  /** What was blamed at first, though it did no harm. */
  readonly suspect?: DemoDeployment;
  /** The earlier incident that it repeats. */
  readonly repeats?: string;
  readonly times: Times;
  readonly chance: Chance;
}

/** Minutes, the median of each: until somebody is on it, until users are well, until it is over. */
const paces: Readonly<Record<Severity, Readonly<Record<'acknowledge' | 'mitigate' | 'resolve', number>>>> = {
  P0: { acknowledge: 3, mitigate: 70, resolve: 90 },
  P1: { acknowledge: 5, mitigate: 40, resolve: 55 },
  P2: { acknowledge: 14, mitigate: 85, resolve: 140 },
  P3: { acknowledge: 50, mitigate: 240, resolve: 600 },
};

/** When an incident that started at this instant comes how far. */
export function timesOf(started: number, severity: Severity, detectedBy: Detection, chance: Chance): Times {
  const { acknowledge, mitigate, resolve } = paces[severity];
  const after = (start: number, minutes: number, spread?: number, least = 1) =>
    start + Math.round(Math.max(least, chance.around(minutes, spread)) * 60) * SECOND;
  const detected = after(started, detectedBy === 'MONITORING' ? 4 : 22, 0.7);
  const declared = after(detected, 4);
  const asleep = [0, 1, 2, 3, 4, 5].includes(new Date(declared).getUTCHours()) ? 1.7 : 1;
  const acknowledged = after(declared, acknowledge * asleep, 0.6);
  const mitigated = after(acknowledged, mitigate, 0.65, 10);
  const toIdentify = ((0.3 + chance.fraction()) * (mitigated - acknowledged)) / MINUTE;
  const identified = acknowledged + Math.round(toIdentify * 60) * SECOND;
  const resolved = after(Math.max(mitigated, identified), resolve, 0.7, 6);
  const closed = after(resolved + DAY, 40 * 60, 0.8);
  return { started, detected, declared, acknowledged, identified, mitigated, resolved, closed };
}

/** Who or what notices it first. */
export function detectionOf(trouble: Trouble, chance: Chance): Detection {
  if (trouble.category === 'SECURITY' && chance.happens(0.4)) return 'SECURITY_REPORT';
  if (trouble.alert !== undefined && chance.happens(0.8)) return 'MONITORING';
  return chance.pick(['CUSTOMER', 'CUSTOMER', 'EMPLOYEE', 'EMPLOYEE', 'PARTNER']);
}

/** One of the services that the trouble strikes. */
export const strikes = ({ services }: Trouble, chance: Chance): DemoService =>
  serviceNamed(chance.pick(services));

/** Whether many hear of it: customers or partners, not colleagues alone. */
export const isSerious = ({ severity }: Pick<IncidentPlan, 'severity'>): boolean =>
  severity === 'P0' || severity === 'P1';
