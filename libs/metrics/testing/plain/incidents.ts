import type { PlainLog } from './log.js';
import {
  type PlainQuestion,
  declaredAt,
  incidentsOf,
  isIn,
  leftOutAs,
  nameOf,
  shareOf,
  tally,
} from './question.js';

const severities = ['P0', 'P1', 'P2', 'P3'];
const detections = ['MONITORING', 'CUSTOMER', 'EMPLOYEE', 'PARTNER', 'SECURITY_REPORT'];
const causes = [
  'CODE_CHANGE',
  'CONFIG_CHANGE',
  'INFRASTRUCTURE',
  'CAPACITY',
  'THIRD_PARTY',
  'DATA',
  'SECURITY',
  'HUMAN_ERROR',
  'UNKNOWN',
  null,
];

/** A count of incidents takes them in by when they were declared. */
export function plainIncidentMetrics(log: PlainLog, question: PlainQuestion) {
  const rows = incidentsOf(log, question)
    .filter((incident) => isIn(question, declaredAt(incident)))
    .map((incident) => ({
      incident,
      shown: { ...nameOf(incident), declaredAt: declaredAt(incident) },
      causeCategory: incident.cause?.category ?? null,
      excluded: leftOutAs(incident, question),
    }));
  const counted = rows.filter(({ excluded }) => excluded === null);
  const count = counted.length;
  const number = (is: (row: (typeof rows)[number]) => boolean): number => counted.filter(is).length;
  return {
    recurrenceRate: {
      ...shareOf(
        number(({ incident }) => incident.recurrenceOf !== null),
        count,
      ),
      excluded: tally(rows),
      contributions: rows.map(({ incident: { recurrenceOf }, shown, excluded }) => ({
        ...shown,
        recurrence: recurrenceOf !== null,
        recurrenceOf,
        excluded,
      })),
    },
    incidentCounts: {
      count,
      bySeverity: severities.map((severity) => ({
        severity,
        count: number(({ incident }) => incident.severity === severity),
      })),
      byCause: causes.map((category) => ({
        causeCategory: category,
        count: number(({ causeCategory }) => causeCategory === category),
      })),
      byDetection: detections.map((detectedBy) => ({
        detectedBy,
        count: number(({ incident }) => incident.detectedBy === detectedBy),
      })),
      foundByCustomers: shareOf(
        number(({ incident }) => incident.detectedBy === 'CUSTOMER'),
        count,
      ),
      excluded: tally(rows),
      contributions: rows.map(({ incident: { detectedBy, severity }, causeCategory, shown, excluded }) => ({
        ...shown,
        severity,
        causeCategory,
        detectedBy,
        excluded,
      })),
    },
  };
}
