import type { Story } from '#decider/testing';
import type { Severity } from '../core.js';
import { nextDeadline } from '../next-deadline.js';
import { after, stateAfter } from './situations.js';

export const suggest = { type: 'SuggestEscalation', data: {} } as const;
export const changeTo = (to: Severity) =>
  ({ type: 'ChangeSeverity', data: { to, reason: 'More is known' } }) as const;
export const note = { type: 'RecordNote', data: { kind: 'OBSERVATION', body: 'Latency is up' } } as const;

/** The story with so many notes more: each takes a minute. */
export const later = (story: Story, minutes: number): Story =>
  after(story, ...Array.from({ length: minutes }, () => note));

export const deadlineOf = (story: Story) => {
  const incident = stateAfter(story);
  return incident && nextDeadline(incident);
};
