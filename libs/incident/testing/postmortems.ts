import { type Story, minute } from '#decider/testing';
import type { Severity } from '../core.js';
import { postmortemDueAt } from '../postmortem-duty.js';
import { postmortemStatus } from '../postmortem.js';
import { aResolvedIncident, after, declare, resolve, stateAfter } from './situations.js';

export const sections = {
  SUMMARY: 'Card payments failed in the EU',
  IMPACT: 'One payment in three',
  ROOT_CAUSE: 'A pool that ran dry',
  RESOLUTION: 'The release was rolled back',
};
export const draft = { type: 'DraftPostmortem', data: { sections } } as const;
export const publish = { type: 'PublishPostmortem', data: {} } as const;
export const waive = { type: 'WaivePostmortem', data: { reason: 'That of INC-41 covers it' } } as const;
export const recordOverdue = { type: 'RecordPostmortemOverdue', data: {} } as const;
export const dueIn = (minutes: number) =>
  ({ type: 'SetPostmortemDue', data: { dueAt: minute(minutes), reason: 'Amina is away' } }) as const;
export const become = (to: Severity) =>
  ({ type: 'ChangeSeverity', data: { to, reason: 'Orders were counted' } }) as const;

/** The story of a resolved incident is at 09:03 of Monday, the second of March 2026. */
export const wednesday = '2026-03-04T09:03:00.000Z';
export const aMinorIncident = after(
  after([], { ...declare, data: { ...declare.data, severity: 'P2' } }),
  resolve,
);
export const aDrill = after([], { ...declare, data: { ...declare.data, drill: true } }, resolve);
export const aDraftedPostmortem = after(aResolvedIncident, draft);
export const aPublishedPostmortem = after(aDraftedPostmortem, publish);
export const aWaivedPostmortem = after(aResolvedIncident, waive);

export function dueAfter(story: Story): string | null {
  const incident = stateAfter(story);
  return incident ? postmortemDueAt(incident) : null;
}
export function statusAfter(story: Story): string | undefined {
  const incident = stateAfter(story);
  return incident && postmortemStatus(incident);
}
