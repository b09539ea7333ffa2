import { describe, expect, it } from '@jest/globals';
import { type Story, minute } from '#decider/testing';
import { acknowledgeBy } from './acknowledgement.js';
import type { Incident, IncidentCommand } from './incident.js';
import { deadlineInputs, nextDeadline } from './next-deadline.js';
import { aDeclaredIncident, continued, stateAfter } from './testing/situations.js';
import { plusWorkingDays } from './working-days.js';

const nextDeadlineOf = (story: Story) => {
  const incident = stateAfter(story);
  return incident && nextDeadline(incident);
};

/** Each makes another deadline the next one, or the first that is left. */
const commands: readonly IncidentCommand[] = [
  { type: 'PublishUpdate', data: { audience: 'INTERNAL', body: 'On it', nextUpdateDueAt: minute(5) } },
  { type: 'RecordNote', data: { kind: 'ACTION', body: 'Restarted it' } },
  { type: 'ChangeSeverity', data: { to: 'P0', reason: 'Data is lost' } },
  { type: 'RecordUpdateOverdue', data: { updateId: 'id-1' } },
  { type: 'ChangeSeverity', data: { to: 'P1', reason: 'It was found again' } },
  { type: 'AcknowledgeIncident', data: {} },
  { type: 'MitigateIncident', data: { summary: 'Moved away' } },
  { type: 'ResolveIncident', data: { resolution: 'Rolled back' } },
  { type: 'ReopenIncident', data: { reason: 'It is back' } },
  { type: 'CancelIncident', data: { reason: 'A test' } },
];

describe('of several deadlines', () => {
  const promised = (at: string) =>
    nextDeadlineOf(
      continued(aDeclaredIncident, {
        type: 'PublishUpdate',
        data: { audience: 'INTERNAL', body: 'On it', nextUpdateDueAt: at },
      }),
    );

  it('the earliest is the next', () => {
    expect(promised(minute(5))).toMatchObject({
      dueAt: minute(5),
      command: { type: 'RecordUpdateOverdue' },
    });
    expect(promised(minute(90))).toMatchObject({ command: { type: 'RecordAcknowledgementOverdue' } });
  });
});

describe('a postmortem that is owed', () => {
  const resolvedAt = (at: string) =>
    nextDeadlineOf(
      continued(aDeclaredIncident, { type: 'ResolveIncident', data: { resolution: 'Done' } }, { at }),
    );

  it('is overdue when the policy’s working days are over', () => {
    expect(resolvedAt(minute(1))).toEqual({
      dueAt: plusWorkingDays(minute(1), 2),
      command: { type: 'RecordPostmortemOverdue', data: {} },
    });
  });

  it('has the whole time where that was over already when the resolve was entered', () => {
    expect(resolvedAt(minute(-30 * 24 * 60))?.dueAt).toBe(plusWorkingDays(minute(1), 2));
  });
});

describe('what deadlines depend on', () => {
  it('changes whenever they do, and not with what has nothing to do with them', () => {
    let story: Story = aDeclaredIncident;
    const timesOf = (incident: Incident | undefined) =>
      incident && [nextDeadline(incident), acknowledgeBy(incident)];
    const inputsOf = (incident: Incident | undefined) => deadlineInputs.map((name) => incident?.[name]);
    const changed: string[] = [];
    for (const command of commands) {
      const before = stateAfter(story);
      story = continued(story, command, { at: minute(story.length) });
      const after = stateAfter(story);
      if (JSON.stringify(timesOf(after)) !== JSON.stringify(timesOf(before))) {
        changed.push(command.type);
        expect(inputsOf(after)).not.toEqual(inputsOf(before));
      }
      if (command.type === 'RecordNote') expect(inputsOf(after)).toEqual(inputsOf(before));
    }
    expect(changed.length).toBeGreaterThan(4);
  });
});
