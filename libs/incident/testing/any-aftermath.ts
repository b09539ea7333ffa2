import fc from 'fast-check';
import { type AnyData, anyMadeId, anyPerson, anyTime } from '#decider/testing';
import { followUpKinds } from '../follow-ups.js';
import type { IncidentCommand } from '../incident.js';

const words = fc.string({ unit: 'grapheme', maxLength: 12 });
const assignment = { owner: anyPerson, dueAt: anyTime, ticketUrl: fc.string() };
const sections = {
  SUMMARY: words,
  IMPACT: words,
  ROOT_CAUSE: words,
  RESOLUTION: words,
  LESSONS: words,
};

/** Data of the commands of follow-ups, postmortems and recurrences. */
export const anyAftermath = {
  RecordPostmortemOverdue: fc.constant({}),
  SetPostmortemDue: fc.record({ dueAt: anyTime, reason: words }),
  DraftPostmortem: fc.oneof(
    fc.record({ sections: fc.record(sections) }),
    fc.record({ sections: fc.record(sections, { requiredKeys: [] }) }),
  ),
  PublishPostmortem: fc.constant({}),
  WaivePostmortem: fc.record({ reason: words }),
  AddFollowUp: fc.record(
    { title: words, kind: fc.constantFrom(...followUpKinds), ...assignment },
    { requiredKeys: ['title', 'kind'] },
  ),
  ReassignFollowUp: fc.record(
    { followUpId: anyMadeId, reason: words, ...assignment },
    { requiredKeys: ['followUpId'] },
  ),
  CompleteFollowUp: fc.record({ followUpId: anyMadeId }),
  DropFollowUp: fc.record({ followUpId: anyMadeId, reason: words }),
  LinkRecurrence: fc.record(
    {
      incidentId: fc.constantFrom('incident-1', 'incident-2'),
      reference: fc.constantFrom('INC-1', 'INC-2'),
      declared: fc.record({ at: anyTime, firstSaid: anyTime }),
      restricted: fc.boolean(),
      reason: words,
    },
    { requiredKeys: ['incidentId', 'reference', 'declared', 'restricted'] },
  ),
  UnlinkRecurrence: fc.record({ reason: words }),
} satisfies Partial<AnyData<IncidentCommand>>;
