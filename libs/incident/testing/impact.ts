import type { ImpactWindow } from '../impact-window.js';
import type { IncidentCommand } from '../incident.js';

type DataOf<Type> = Extract<IncidentCommand, { type: Type }>['data'];
export const record = (data: Partial<DataOf<'RecordImpact'>> = {}) =>
  ({
    type: 'RecordImpact',
    data: { service: 'checkout', level: 'MAJOR_OUTAGE', ...data },
  }) as const satisfies IncidentCommand;
export const end = (impactId: string, until?: string) =>
  ({
    type: 'EndImpact',
    data: { impactId, ...(until !== undefined && { until }) },
  }) as const satisfies IncidentCommand;
export const correct = (impactId: string, better: Partial<ImpactWindow>) =>
  ({
    type: 'CorrectImpact',
    data: { impactId, ...better, reason: 'By the graphs' },
  }) as const satisfies IncidentCommand;
export const withdraw = (impactId: string) =>
  ({ type: 'WithdrawImpact', data: { impactId, reason: 'A test account' } }) as const;
